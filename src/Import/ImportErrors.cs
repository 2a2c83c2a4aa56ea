using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import;

/// <summary>FS10xx: errors about the model file as a file (docs/diagnostics/import.md).</summary>
internal static class ImportErrors
{
    public static Diagnostic Missing(string path) => new(
        "FS1001",
        $"There is no file '{path}'.",
        Try: "check the spelling and the folder you are in.");

    public static Diagnostic Unreadable(string path, string reason) => new(
        "FS1002",
        $"The model file '{path}' cannot be read: {reason.TrimEnd('.')}.",
        Try: "give a file that you may read.");

    public static Diagnostic Empty(string path) => new(
        "FS1003",
        $"The model file '{path}' is empty.",
        Try: "export or copy it again; the disk may have been full.");

    public static Diagnostic UnknownFormat(string path, IEnumerable<string> known) => new(
        "FS1004",
        $"'{path}' is in no model format that FpgaSeg reads.",
        Why: $"formats: {string.Join(", ", known)}; neither the extension nor the first bytes match one.",
        Try: "export the network to ONNX (training/export_onnx.py shows how).");
}
