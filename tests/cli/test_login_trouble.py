"""`windrow login`: everything that can go wrong, each said in a sentence that says what to do."""

import httpx
import pytest

from tests.cli.harvest import ACME, BETA, TOKEN, Harvest, Ring, Somebody

PAGE = httpx.Response(200, html="<html>Welcome to the hotel</html>")
TOO_MANY = httpx.Response(429, headers={"Retry-After": "600"})
MOVED = httpx.Response(302, headers={"Location": "http://hotel.example/login"})


class TestWhatGoesWrong:
    @pytest.mark.parametrize("path", ["/api/v2/accounts", "/v2/users/me"])
    @pytest.mark.parametrize(
        ("reply", "words"),
        [
            (httpx.ConnectError("no route"), "cannot be reached. Check the network and the addr"),
            (httpx.ReadError("cut off"), "did not answer. Check the network"),
            (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] x"), "in SSL_CERT_FILE"),
            (PAGE, "not Harvest's API. Check https://api.harvestapp.com/v2 in a browser"),
            (httpx.Response(200, content=b'{"accounts": [{"id"'), "not Harvest's API. Check"),
            (httpx.Response(200, json={"id": "odd"}), "cannot be read"),
            (httpx.Response(502, html="Bad gateway"), "Harvest failed (HTTP 502). Check"),
            (MOVED, "sends us elsewhere"),
            (TOO_MANY, "try again in 10 minutes. Wait that long"),
            (httpx.Response(401, json={"error": "invalid_token"}), "does not accept this token: c"),
            (httpx.Response(403, json={"message": "Not authorized!"}), "no account here for this"),
            (httpx.Response(404, html="<p>Not found</p>"), "check the address and the account"),
            (httpx.Response(422, json={"message": f"Bad {TOKEN}"}), "Bad …. Check"),
        ],
    )
    def test_on_the_way(
        self,
        somebody: Somebody,
        harvest: Harvest,
        ring: Ring,
        path: str,
        reply: httpx.Response | Exception,
        words: str,
    ) -> None:
        harvest.replies[path] = reply
        somebody.sends(TOKEN)
        assert words in somebody.refuses("login", "--stdin")
        assert ring.kept == {}
        assert TOKEN not in somebody.typed

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ("", "There was no token"),
            (" \n", "There was no token"),
            ("wrong", "copy all of it once more, or make a new one at https://id.getharvest.com"),
            ("with blanks", "does not accept this token"),
            ("tökén", "does not accept this token"),
        ],
    )
    def test_tokens_that_are_none(
        self, somebody: Somebody, harvest: Harvest, sent: str, words: str
    ) -> None:
        somebody.sends(sent)
        assert words in somebody.refuses("login", "--stdin")

    def test_a_token_without_an_account(self, somebody: Somebody, harvest: Harvest) -> None:
        harvest.accounts = []
        somebody.sends(TOKEN)
        assert "opens no Harvest account: make one with" in somebody.refuses("login", "--stdin")

    def test_a_wrong_account(self, somebody: Somebody, harvest: Harvest) -> None:
        somebody.sends(TOKEN)
        said = somebody.refuses("login", "--stdin", "--account", "9")
        assert said.startswith("This token does not open the account 9; it opens: Acme (123).")

    def test_several_accounts_and_nobody_to_pick(
        self, somebody: Somebody, harvest: Harvest
    ) -> None:
        harvest.accounts = [ACME, BETA]
        somebody.sends(TOKEN)
        said = somebody.refuses("login", "--stdin")
        assert said == "There are several: Acme (123); Beta Ltd (456). Name one with --account ID."

    def test_nobody_at_a_terminal(self, somebody: Somebody, harvest: Harvest) -> None:
        somebody.sends(TOKEN)
        assert "send it with --stdin" in somebody.refuses("login")
        assert "give --url URL" in somebody.refuses("login", "--v1")
        assert harvest.seen == []

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("http://evil.example", "is not encrypted"),
            ("https://a@b.example", "no name and no password"),
            ("https://[::1", "is no address"),
            ("https://a b.example", "is no address"),
            ("https://a.example:port", "is no address"),
        ],
    )
    def test_an_address_that_gets_no_token(
        self, somebody: Somebody, harvest: Harvest, url: str, words: str
    ) -> None:
        somebody.sends(TOKEN)
        assert words in somebody.refuses("login", "--stdin", "--url", url)
        assert harvest.seen == []

    def test_a_damaged_configuration(self, somebody: Somebody, harvest: Harvest) -> None:
        somebody.profile("theme = [")
        somebody.sends(TOKEN)
        assert "Mend it, or move it away." in somebody.refuses("login", "--stdin", code=2)
        assert harvest.seen == []

    def test_a_name_that_is_taken(self, somebody: Somebody, harvest: Harvest, ring: Ring) -> None:
        somebody.sends(TOKEN)
        somebody.does("login", "--stdin", "--name", "acme")
        said = somebody.refuses("login", "--stdin", "--name", "acme")
        assert "`windrow login acme`" in said

    def test_a_keyring_that_refuses_a_script(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        ring.refusal = RuntimeError("the prompt was dismissed.")
        somebody.sends(TOKEN)
        said = somebody.refuses("login", "--stdin")
        assert said.startswith("The system's keyring refused it: the prompt was dismissed.: ….")
        assert said.endswith("Nothing was saved: choose another place with --keep.")

    @pytest.mark.parametrize("keep", ["keyring", "file"])
    def test_a_full_disk_leaves_no_secret_behind(
        self,
        somebody: Somebody,
        harvest: Harvest,
        ring: Ring,
        monkeypatch: pytest.MonkeyPatch,
        keep: str,
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("tui.config._text", full)
        somebody.sends(TOKEN)
        said = somebody.refuses("login", "--stdin", "--keep", keep)
        assert "cannot be written (No space left on device): nothing was saved." in said
        assert ring.kept == {}

    def test_a_proxy_that_is_none(
        self, somebody: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1")
        somebody.sends(TOKEN)
        assert "look at HTTPS_PROXY" in somebody.refuses("login", "--stdin")
