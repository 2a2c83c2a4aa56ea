# Digilent Arty A7-100T with an FT232H module on Pmods JB and JC: clock of the logic and the module's FIFO.
set_property -dict { PACKAGE_PIN E3 IOSTANDARD LVCMOS33 } [get_ports clk]
create_clock -name clk -period 10.000 [get_ports clk]

# JB. The chip's clock, 60 MHz, is at a clock input; beside it in its pair is the line that moves least.
set_property -dict { PACKAGE_PIN D15 IOSTANDARD LVCMOS33 } [get_ports ft_clk]
set_property -dict { PACKAGE_PIN E15 IOSTANDARD LVCMOS33 PULLUP true } [get_ports ft_rxf_n]
set_property -dict { PACKAGE_PIN E16 IOSTANDARD LVCMOS33 PULLUP true } [get_ports ft_txe_n]
set_property -dict { PACKAGE_PIN C15 IOSTANDARD LVCMOS33 } [get_ports ft_siwu_n]
set_property -dict { PACKAGE_PIN J17 IOSTANDARD LVCMOS33 } [get_ports ft_rd_n]
set_property -dict { PACKAGE_PIN J18 IOSTANDARD LVCMOS33 } [get_ports ft_wr_n]
set_property -dict { PACKAGE_PIN K15 IOSTANDARD LVCMOS33 } [get_ports ft_oe_n]
create_clock -name ft_clk -period 16.667 [get_ports ft_clk]

# JC: the data.
set_property -dict { PACKAGE_PIN U12 IOSTANDARD LVCMOS33 } [get_ports {ft_data[0]}]
set_property -dict { PACKAGE_PIN V12 IOSTANDARD LVCMOS33 } [get_ports {ft_data[1]}]
set_property -dict { PACKAGE_PIN V10 IOSTANDARD LVCMOS33 } [get_ports {ft_data[2]}]
set_property -dict { PACKAGE_PIN V11 IOSTANDARD LVCMOS33 } [get_ports {ft_data[3]}]
set_property -dict { PACKAGE_PIN U14 IOSTANDARD LVCMOS33 } [get_ports {ft_data[4]}]
set_property -dict { PACKAGE_PIN V14 IOSTANDARD LVCMOS33 } [get_ports {ft_data[5]}]
set_property -dict { PACKAGE_PIN T13 IOSTANDARD LVCMOS33 } [get_ports {ft_data[6]}]
set_property -dict { PACKAGE_PIN U13 IOSTANDARD LVCMOS33 } [get_ports {ft_data[7]}]

# FT232H, synchronous FIFO: what the chip sends comes up to 9 ns after its clock; what it takes must be there 7.5 ns before the next edge and may go with it.
set_input_delay -clock ft_clk -max 9.000 [get_ports {ft_data[*] ft_rxf_n ft_txe_n}]
set_input_delay -clock ft_clk -min 0.000 [get_ports {ft_data[*] ft_rxf_n ft_txe_n}]
set_output_delay -clock ft_clk -max 7.500 [get_ports {ft_data[*] ft_rd_n ft_wr_n ft_oe_n ft_siwu_n}]
set_output_delay -clock ft_clk -min 0.000 [get_ports {ft_data[*] ft_rd_n ft_wr_n ft_oe_n ft_siwu_n}]

# The two clocks know nothing of each other. Between them are Gray-coded positions, words that have lain in a queue for two clocks of the reader, and a reset:
# no two bits may be further apart than a period of the faster clock.
set_max_delay -datapath_only -from [get_clocks ft_clk] -to [get_clocks -of_objects [get_pins clock/buffer/O]] 6.000
set_max_delay -datapath_only -from [get_clocks -of_objects [get_pins clock/buffer/O]] -to [get_clocks ft_clk] 6.000

# Bank 0 configures at 3.3 V.
set_property CFGBVS VCCO [current_design]
set_property CONFIG_VOLTAGE 3.3 [current_design]
