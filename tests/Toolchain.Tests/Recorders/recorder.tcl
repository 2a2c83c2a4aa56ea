# Stands in for Vitis HLS and Vivado under plain tclsh:  tclsh recorder.tcl TOOL SCRIPT [ARGUMENTS]
# Each command takes the options that UG1399 (HLS) and UG835 (Vivado) document, wants the files and the steps before it that the real one wants, and
# leaves the files that the real one leaves, as far as later steps or readers look for them. Anything else is an error. Every call is printed.
set tool [lindex $argv 0]
set script [lindex $argv 1]
set argv [lrange $argv 2 end]
set argc [llength $argv]
array set done {}

proc complain {text} { error "recorder: $text" }
proc need {name args} {
    foreach step $args { if {![info exists ::done($step)]} { complain "$name comes before $step" } }
}
proc need_file {name args} {
    foreach path $args { if {![file exists $path]} { complain "$name: there is no file '$path'" } }
}
proc leave {path {text "made by the recorder\n"}} {
    file mkdir [file dirname $path]
    set out [open $path w]; puts -nonewline $out $text; close $out
}
# A report is what the test has prepared under that name, or nothing of worth.
proc leave_report {path} {
    if {![file isdirectory [file dirname $path]]} { complain "there is no folder for '$path'" }
    set prepared ""
    if {[info exists ::env(FPGASEG_RECORDER_REPORTS)]} { set prepared [file join $::env(FPGASEG_RECORDER_REPORTS) [file tail $path]] }
    if {[file exists $prepared]} { file copy -force $prepared $path } elseif {$prepared eq ""} { leave $path }
}

# options: names with the number of their values; positional: fewest and most; body: sees $options (a dictionary) and $rest.
proc command {name options fewest most {body {}}} {
    proc ::$name {args} [string map [list @NAME@ [list $name] @OPTIONS@ [list $options] @FEWEST@ $fewest @MOST@ $most @BODY@ $body] {
        puts "@NAME@ $args"
        lassign [parse @NAME@ @OPTIONS@ @FEWEST@ @MOST@ $args] options rest
        set ::done(@NAME@) 1
        @BODY@
    }]
}
proc parse {name known fewest most words} {
    set options {}
    set rest {}
    for {set i 0} {$i < [llength $words]} {incr i} {
        set word [lindex $words $i]
        if {![string match -* $word] || [string is double -strict $word]} { lappend rest $word; continue }
        if {![dict exists $known $word]} { complain "$name has no option $word" }
        set value 1
        if {[dict get $known $word] > 0} {
            incr i
            if {$i >= [llength $words]} { complain "$name $word wants a value" }
            set value [lindex $words $i]
        }
        dict set options $word $value
    }
    if {[llength $rest] < $fewest || [llength $rest] > $most} { complain "$name takes $fewest to $most arguments, not [llength $rest]: $rest" }
    return [list $options $rest]
}
proc option {options name {otherwise ""}} { expr {[dict exists $options $name] ? [dict get $options $name] : $otherwise} }
proc one_of {name value args} { if {$value ni $args} { complain "$name: '$value' is none of $args" } }
proc seven_series {part} { if {![regexp {^xc7[akvsz]\w+-?\w*$} $part]} { complain "'$part' is no part of this tool" } }
rename unknown original_unknown
proc unknown {args} { complain "there is no command '[lindex $args 0]'" }

source [file join [file dirname [info script]] $tool.tcl]
source $script
puts "end of $script"
