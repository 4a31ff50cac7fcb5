"""`jianguan` and `python -m generator`: Ctrl-C is answered from the first import on."""

import sys

try:
    from generator.entry import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main()
