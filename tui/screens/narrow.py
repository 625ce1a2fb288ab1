"""Painting no more than what changed: what a tick of the running clock costs, mostly.

Textual renders every line of every widget that lies on the screen before it writes the few cells
that changed; with a clock that ticks that is most of a tick's processor time.
"""

from collections.abc import Iterable, Iterator

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

Render = tuple[Region, Region, list[Strip]]
"""A widget's region, the part of the screen that it is clipped to, and its lines there."""


class NarrowCompositor(Compositor):
    """A compositor that, for a partial update, renders only the lines that are written."""

    _changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Render what changed since the last update; None when nothing did."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[Render]:
        return self._narrow_renders() if self._changed else super()._get_renders(crop)

    def _narrow_renders(self) -> Iterator[Render]:
        """Render from the front to the back; what a widget covers, nothing behind it is asked."""
        wanted = list(self._changed)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            touched = [part for part in wanted if part.overlaps(seen)]
            if touched:
                lines = _lines_of(seen, touched)
                yield region, lines, widget.render_lines(lines.translate(-region.offset))
                wanted = [part for part in wanted if not seen.contains_region(part)]
            if not wanted:
                return


def _lines_of(seen: Region, touched: list[Region]) -> Region:
    """The lines of what is seen, over their whole width, from the first that is touched on."""
    first = max(seen.y, min(part.y for part in touched))
    last = min(seen.bottom, max(part.bottom for part in touched))
    return Region(seen.x, first, seen.width, last - first)
