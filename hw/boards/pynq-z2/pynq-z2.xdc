# TUL PYNQ-Z2: clock of the logic and serial link.
set_property -dict { PACKAGE_PIN H16 IOSTANDARD LVCMOS33 } [get_ports clk]
create_clock -name clk -period 8.000 [get_ports clk]

# Pins 3 and 2 of the upper row, the adapter's TXD and RXD. The pull-up keeps the line idle while no adapter is plugged in.
set_property -dict { PACKAGE_PIN T11 IOSTANDARD LVCMOS33 PULLUP true } [get_ports uart_rx]
set_property -dict { PACKAGE_PIN Y14 IOSTANDARD LVCMOS33 } [get_ports uart_tx]

# The line has no clock: the receiver samples it through two flip-flops.
set_false_path -from [get_ports uart_rx]
set_false_path -to [get_ports uart_tx]
