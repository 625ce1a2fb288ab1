"""What is around the pane: other panes, the shell, the person, the desktop. It draws nothing."""
