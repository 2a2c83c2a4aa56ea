using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.VirtualBoard;

/// <summary>The errors of the virtual board: FS45xx (docs/diagnostics/device.md).</summary>
public static class VirtualBoardErrors
{
    public static Diagnostic NoManifest(string folder) => new(
        "FS4501",
        $"{folder} is no build folder: it has no design.json.",
        Why: "gen-hls writes design.json beside the generated code.",
        Try: "run 'fpgaseg gen-hls model.fsq -o build/' and name that folder.");

    public static Diagnostic BadManifest(string path, string reason) => new(
        "FS4502",
        $"{path} is not a design manifest: {reason}",
        Why: "it was cut short, edited, or written by another version.",
        Try: "run gen-hls again.");

    public static Diagnostic FileMissing(string folder, string file) => new(
        "FS4503", $"The generated file {file} is missing.", At: folder, Why: "design.json lists it.", Try: "run gen-hls again.");

    public static Diagnostic FileChanged(string folder, string file) => new(
        "FS4503",
        $"The generated file {file} was changed after it was generated.",
        At: folder,
        Why: "its SHA-256 is not the one in design.json, so the design is no longer the one that was verified.",
        Try: "run gen-hls again, or allow modified files.");

    public static Diagnostic WrongDesignId(string path, string stated, string actual) => new(
        "FS4504",
        $"The manifest states design {Short(stated)} but is design {Short(actual)}.",
        At: path,
        Why: "the design id is the SHA-256 of the manifest; the manifest was changed after it was written.",
        Try: "run gen-hls again.");

    public static Diagnostic ToolMissing(string tool) => new(
        "FS4511",
        $"'{tool}' is not installed.",
        Why: "the virtual board compiles the generated C++.",
        Try: "run 'sudo apt-get install -y g++ make'.");

    public static Diagnostic BuildFailed(string folder, string target, int exitCode, string tail) => new(
        "FS4512",
        $"The generated C++ does not compile: 'make {target}' ended with {exitCode}.",
        At: folder,
        Why: tail,
        Try: "run gen-hls again; when that does not help, report this as a bug.");

    public static Diagnostic ProgramFailed(string program, string reason, string tail) => new(
        "FS4513",
        $"The compiled design ended in the middle of an image: {reason}.",
        At: program,
        Why: tail.Length == 0 ? "it wrote nothing to say why." : tail,
        Try: "build the folder again; when it happens again, report this as a bug.");

    public static Diagnostic BadTrace(string path, long offset, string reason) => new(
        "FS4514",
        $"The trace is broken at byte {offset}: {reason}.",
        At: path,
        Why: "the traced program was stopped while it wrote, or the file is none of its.",
        Try: "run the traced build again.");

    public static Diagnostic NoTerminal(string path, string reason) => new(
        "FS4521",
        $"No pseudo-terminal at {path}: {reason}.",
        Why: "the virtual board appears as a serial port of Linux.",
        Try: "name another link, or serve over TCP with --tcp.");

    public static Diagnostic PortTaken(int port, string reason) => new(
        "FS4522",
        $"TCP port {port} cannot be used: {reason}.",
        Why: "another program listens there, or the port needs privileges.",
        Try: "choose another port; 0 lets the system choose.");

    private static string Short(string id) => id.Length > 12 ? id[..12] : id;
}
