"""The networks that FpgaSeg trains and exports, one module per family."""
