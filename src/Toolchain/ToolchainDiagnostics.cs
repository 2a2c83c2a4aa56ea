using System.Globalization;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain;

/// <summary>FS36xx, building, and FS46xx, a cable or board that does not answer.</summary>
public static class ToolchainDiagnostics
{
    internal const string FailedCode = "FS3604";

    /// <summary>FS3606: the design does not reach its clock.</summary>
    public static Diagnostic TimingMissed(double slackNs, int paths, double periodNs) => new(
        "FS3606",
        string.Create(CultureInfo.InvariantCulture, $"The design misses its clock: the worst slack is {slackNs:0.000} ns at a period of {periodNs:0.###} ns, {paths} paths are late."),
        "reports/timing_summary.rpt",
        string.Create(CultureInfo.InvariantCulture, $"with this placement the logic runs at most at {1e3 / (periodNs - slackNs):0.0} MHz."),
        "generate the design for a lower clock, or fold it further so that less logic is to be placed.");

    /// <summary>FS3609: a rule of the generated C++ is broken.</summary>
    public static Diagnostic BrokenRule(Checking.HlsFinding finding) => new(
        "FS3609",
        $"The generated C++ breaks the rule {finding.Rule}: {finding.Message}.",
        finding.Function,
        "Vitis HLS would refuse it, or build something else than the plan says.",
        "generate the design again; if the files were not edited, this is a bug of FpgaSeg.");

    /// <summary>FS3613: the design is for another board.</summary>
    public static Diagnostic OtherBoard(string designed, string named) => new(
        "FS3613", $"The design is for {designed}, not for {named}.", Try: $"leave --board out, or generate the design with --board {named} and build it.");

    internal static Diagnostic NoTool(string title, string[] places, string option) => new(
        "FS3601",
        $"{title} is not here.",
        Why: $"looked for in {string.Join(", ", places)}.",
        Try: $"install it from AMD (the free edition takes the 7-series parts of our boards), source its settings64.sh, or name the program with {option}.");

    internal static Diagnostic CannotStart(string program, string why) => new(
        "FS3602", $"'{program}' cannot be started.", Why: why, Try: $"install {Path.GetFileName(program)} or put its folder on PATH.");

    internal static Diagnostic BadReport(string path, string why) => new(
        "FS3603", "The report cannot be read.", path, why, "delete the file and build again; if it comes back, the tool's release writes another layout.");

    internal static Diagnostic Failed(string program, int status, string log, string tail) => new(
        FailedCode, $"{Path.GetFileName(program)} failed with exit status {status}.", log, tail.Length > 0 ? tail : null, "read the log; steps that are finished stay so when you build again.");

    internal static Diagnostic TookTooLong(string program, TimeSpan limit, string log) => new(
        "FS3605",
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(program)} was ended after {limit.TotalMinutes:0.##} minutes."),
        log,
        "it took longer than --step-limit allows.",
        "allow more, or leave the option out.");

    internal static Diagnostic Disk(string file, string why) => new(
        "FS3607", $"'{file}' cannot be written.", Why: why, Try: "check the permissions and the free space.");

    internal static Diagnostic NothingLeft(string program, string missing, string log) => new(
        "FS3608", $"{Path.GetFileName(program)} ended well but left no '{missing}'.", log, null, "read the log.");

    internal static Diagnostic NoVendorFlow(string board, string part) => new(
        "FS3610",
        $"The design for {board} has no scripts for vendor tools.",
        Why: $"gen-hls writes them for 7-series parts, where the folder is not of an older version; this part is {part}.",
        Try: "for a 7-series board run gen-hls again; for others wait for the back end that writes SystemVerilog.");

    internal static Diagnostic NoLoader() => new(
        "FS3611", "openFPGALoader is not here.", Why: "it is on no folder of PATH.", Try: "install it: apt install openfpgaloader, or https://trabucayre.github.io/openFPGALoader.");

    internal static Diagnostic NoBitstream(string path) => new(
        "FS3612", "There is no bitstream.", path, "the file does not exist or is empty.", "build it: fpgaseg build build/ --until bitstream, or name one with --bitstream.");

    internal static Diagnostic NoTopLevel(string folder) => new(
        "FS3614",
        "There is no top level of the board to make a bitstream of.",
        Path.Combine(folder, "rtl"),
        "the network is a core with two AXI4-Streams; a bitstream needs the module 'fpga' around it: pins, clocks and the link.",
        "build until implementation, which gives resources and timing; gen-hls leaves the top level out where the network wants memory beside the chip.");

    internal static Diagnostic NoCable(string board, string said) => new(
        "FS4601", $"No cable to the {board} answers.", Why: said, Try: "plug the board in and switch it on; on Linux, install openFPGALoader's udev rules; name another cable with --cable.");

    internal static Diagnostic LoadingFailed(string board, string said) => new(
        "FS4602", $"The {board} did not take the bitstream.", Why: said, Try: "check that the bitstream is for this part, and the cable.");
}
