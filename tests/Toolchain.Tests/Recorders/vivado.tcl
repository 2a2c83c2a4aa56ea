command create_project {-part 1 -force 0 -in_memory 0 -ip 0 -rtl_kernel 0 -quiet 0 -verbose 0} 0 2 {
    seven_series [option $options -part]
    set ::done(project) 1
    leave [file join [lindex $rest 1] [lindex $rest 0].xpr]
}
command open_project {-read_only 0 -quiet 0 -verbose 0} 1 1 { need_file open_project [lindex $rest 0]; set ::done(project) 1; set ::done(synth_1) 1 }
command current_project {-quiet 0} 0 1 { need current_project project; return network }
command current_fileset {-constrset 0 -simset 0 -quiet 0} 0 1 { need current_fileset project; return sources_1 }
command set_property {-dict 1 -name 1 -value 1 -objects 1 -quiet 0} 0 3 {
    set name [option $options -name [lindex $rest 0]]
    one_of set_property $name ip_repo_paths top CONFIG.FREQ_HZ {STEPS.SYNTH_DESIGN.ARGS.MORE OPTIONS}
    if {$name eq "ip_repo_paths"} { need_file set_property [lindex $rest 1]/component.xml }
    if {[llength $rest] == 0 && !([dict exists $options -value] && [dict exists $options -objects])} { complain "set_property: value and objects are wanted" }
}
command get_property {-quiet 0 -min 0 -max 0} 2 2 {
    return [dict get {PROGRESS 100% STATUS {complete}} [lindex $rest 0]]
}
command update_ip_catalog {-rebuild 0 -repo_path 1 -quiet 0} 0 0 { need update_ip_catalog project set_property }
command create_ip {-vlnv 1 -vendor 1 -library 1 -name 1 -version 1 -module_name 1 -dir 1 -force 0 -quiet 0} 0 0 {
    need create_ip update_ip_catalog
    one_of create_ip [option $options -vlnv] fpgaseg:network:fpgaseg_top:1.0
}
command generate_target {-force 0 -quiet 0} 2 2 { need generate_target create_ip }
command get_ips {-all 0 -quiet 0} 0 1 { return [lindex $rest 0] }
command add_files {-fileset 1 -norecurse 0 -copy_to 1 -force 0 -scan_for_includes 0 -quiet 0} 1 1 {
    need add_files project
    one_of -fileset [option $options -fileset sources_1] sources_1 constrs_1 sim_1
    need_file add_files {*}[lindex $rest 0]
}
command create_bd_design {-dir 1 -cell 1 -quiet 0} 1 1 { need create_bd_design project }
command create_bd_cell {-type 1 -vlnv 1 -reference 1 -quiet 0} 1 1 {
    need create_bd_cell create_bd_design update_ip_catalog
    one_of create_bd_cell [option $options -type] ip module hier
    one_of create_bd_cell [option $options -vlnv] fpgaseg:network:fpgaseg_top:1.0
}
command get_bd_intf_pins {-of_objects 1 -filter 1 -quiet 0} 0 1 { need get_bd_intf_pins create_bd_cell; return {/core/image_r /core/mask} }
command get_bd_pins {-of_objects 1 -filter 1 -quiet 0} 0 1 { need get_bd_pins create_bd_cell; return [lindex $rest 0] }
command make_bd_intf_pins_external {-name 1 -quiet 0} 1 1
command make_bd_pins_external {-name 1 -quiet 0} 1 1
command get_bd_ports {-quiet 0} 0 1 {
    need get_bd_ports make_bd_pins_external
    one_of get_bd_ports [lindex $rest 0] ap_clk_0 ap_rst_n_0
    return [lindex $rest 0]
}
command get_bd_addr_spaces {-of_objects 1 -filter 1 -quiet 0} 0 1 { need get_bd_addr_spaces create_bd_cell; return {} }
command assign_bd_address {-target_address_space 1 -force 0 -quiet 0} 0 1 { need assign_bd_address create_bd_cell }
command validate_bd_design {-force 0 -quiet 0} 0 0 { need validate_bd_design create_bd_cell }
command save_bd_design {-quiet 0} 0 1 { need save_bd_design create_bd_design }
command get_files {-all 0 -of_objects 1 -norecurse 0 -quiet 0} 0 1 { return [lindex $rest 0] }
command make_wrapper {-files 1 -top 0 -import 0 -inst_template 0 -fileset 1 -force 0 -quiet 0} 0 0 { need make_wrapper save_bd_design }
command get_runs {-quiet 0} 0 1 { one_of get_runs [lindex $rest 0] synth_1 impl_1; return [lindex $rest 0] }
command reset_run {-quiet 0 -from_step 1} 1 1 { need reset_run project; one_of reset_run [lindex $rest 0] synth_1 impl_1 }
command launch_runs {-jobs 1 -to_step 1 -next_step 0 -scripts_only 0 -force 0 -dir 1 -quiet 0} 1 1 {
    need launch_runs project
    set run [lindex $rest 0]
    one_of launch_runs $run synth_1 impl_1
    if {![string is integer -strict [option $options -jobs 1]]} { complain "launch_runs: -jobs wants a number" }
    if {$run eq "impl_1"} { need launch_runs synth_1 }
    set ::done($run) 1
    if {[option $options -to_step] eq "write_bitstream"} { leave vivado/network.runs/impl_1/fpga.bit "bits\n" }
}
command wait_on_run {-timeout 1 -quiet 0} 1 1 { need wait_on_run launch_runs }
command open_run {-name 1 -quiet 0} 1 1 { need open_run [lindex $rest 0] wait_on_run }
command report_utilization {-file 1 -hierarchical 0 -append 0 -cells 1 -slr 0 -quiet 0} 0 0 { need report_utilization open_run; leave_report [option $options -file] }
command report_timing_summary {-file 1 -delay_type 1 -max_paths 1 -report_unconstrained 0 -warn_on_violation 0 -check_timing_verbose 0 -quiet 0} 0 0 {
    need report_timing_summary open_run
    leave_report [option $options -file]
}
