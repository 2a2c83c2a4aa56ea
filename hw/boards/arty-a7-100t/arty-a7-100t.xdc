# Digilent Arty A7-100T: clock of the logic and serial link.
set_property -dict { PACKAGE_PIN E3 IOSTANDARD LVCMOS33 } [get_ports clk]
create_clock -name clk -period 10.000 [get_ports clk]

# uart_rx is what the FT2232HQ sends, uart_tx what it receives.
set_property -dict { PACKAGE_PIN A9 IOSTANDARD LVCMOS33 } [get_ports uart_rx]
set_property -dict { PACKAGE_PIN D10 IOSTANDARD LVCMOS33 } [get_ports uart_tx]

# The line has no clock: the receiver samples it through two flip-flops.
set_false_path -from [get_ports uart_rx]
set_false_path -to [get_ports uart_tx]

# Bank 0 configures at 3.3 V.
set_property CFGBVS VCCO [current_design]
set_property CONFIG_VOLTAGE 3.3 [current_design]
