command open_project {-reset 0 -upgrade 0} 1 1 { set ::project [lindex $rest 0] }
command set_top {} 1 1 { need set_top open_project }
command add_files {-tb 0 -cflags 1 -csimflags 1 -blackbox 1} 1 1 {
    need add_files open_project
    need_file add_files {*}[lindex $rest 0]
    if {![dict exists $options -tb]} { set ::done(source) 1 }
}
command open_solution {-reset 0 -flow_target 1} 1 1 {
    need open_solution open_project
    one_of -flow_target [option $options -flow_target vivado] vivado vitis
    set ::solution [lindex $rest 0]
}
command set_part {} 1 1 { need set_part open_solution; seven_series [lindex $rest 0] }
command create_clock {-name 1 -period 1 -waveform 1} 0 1 {
    need create_clock open_solution
    if {![string is double -strict [option $options -period]] || [option $options -period] <= 0} { complain "create_clock: a period is wanted" }
}
command set_clock_uncertainty {} 1 2
command config_compile {-complex_mul_dsp 1 -name_max_length 1 -no_signed_zeros 1 -pipeline_flush_in_task 1 -pipeline_loops 1 -pipeline_style 1 -pragma_strict_mode 1 -unsafe_math_optimizations 1} 0 0 { need config_compile open_solution }
command config_dataflow {-default_channel 1 -fifo_depth 1 -override_user_fifo_depth 1 -strict_mode 1} 0 0 { need config_dataflow open_solution }
command csim_design {-argv 1 -clean 0 -ldflags 1 -mflags 1 -O 0 -profile 0 -setup 0} 0 0 { need csim_design open_solution source }
command csynth_design {-dump_cfg 0 -dump_post_cfg 0 -synthesis_check 0} 0 0 {
    need csynth_design set_top source set_part create_clock
    file mkdir $::project/$::solution/syn/report
    leave_report $::project/$::solution/syn/report/csynth.xml
}
command export_design {-description 1 -display_name 1 -flow 1 -format 1 -ipname 1 -library 1 -output 1 -rtl 1 -taxonomy 1 -vendor 1 -version 1} 0 0 {
    need export_design csynth_design
    one_of -format [option $options -format ip_catalog] ip_catalog ip xo syn_dcp sysgen
    one_of -rtl [option $options -rtl verilog] verilog vhdl
    leave $::project/$::solution/impl/ip/component.xml
}
command close_project {} 0 0
