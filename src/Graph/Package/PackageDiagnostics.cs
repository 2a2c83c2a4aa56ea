using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Graph.Package;

/// <summary>FS20xx: what can be wrong with a model.fsq.</summary>
internal static class PackageDiagnostics
{
    private const string Requantize = "run fpgaseg quantize again, or copy the file again from where it was made.";

    public static Diagnostic Unreadable(string path, string reason) => new(
        "FS2001",
        "The model package cannot be read.",
        path,
        reason,
        "check the path; fpgaseg quantize MODEL.onnx -o model.fsq writes one.");

    public static Diagnostic Damaged(string path, string reason) => new(
        "FS2002",
        "This is not a whole model package.",
        path,
        $"it does not read as a model.fsq: {reason.TrimEnd('.')}.",
        Requantize);

    public static Diagnostic NotCanonical(string path) => new(
        "FS2003",
        "The model package was changed after it was written.",
        path,
        "its bytes differ from those that fpgaseg writes for the same content, so its model id means nothing.",
        Requantize);

    public static Diagnostic OtherVersion(string path, int version) => new(
        "FS2004",
        $"The model package has format version {version}; this fpgaseg reads version {ModelPackage.FormatVersion}.",
        path,
        null,
        "run fpgaseg quantize again with this version of fpgaseg.");

    public static Diagnostic BrokenRule(string path, string problem) => new(
        "FS2005",
        $"The model package breaks a rule of the arithmetic: {problem}",
        path,
        "docs/fixed-point.md gives the limits that keep every engine exact.",
        Requantize);

    public static Diagnostic NotWritten(string path, string reason) => new(
        "FS2006",
        "The model package cannot be written.",
        path,
        reason,
        "free space or choose another folder; an older file of this name, if any, is unchanged.");
}
