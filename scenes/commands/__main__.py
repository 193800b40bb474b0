"""``python -m scenes.commands`` is the command ``lesson`` where that is not installed."""

from scenes.commands import main

if __name__ == "__main__":
    main(prog_name="lesson")
