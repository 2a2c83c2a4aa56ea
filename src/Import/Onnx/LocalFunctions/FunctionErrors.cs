using FpgaSeg.Core.Diagnostics;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.LocalFunctions;

/// <summary>FS1120: functions that a model defines and that cannot be put in the place of their calls (docs/diagnostics/import.md).</summary>
internal static class FunctionErrors
{
    private const string Again = "export the model again, or inline its functions first (onnx.inliner.inline_local_functions).";

    public static Diagnostic Twice(string at, string function) => new(
        "FS1120", $"The function '{function}' is defined twice.", at, "a call could mean either.", Again);

    public static Diagnostic Recursion(string at, IEnumerable<string> calls) => new(
        "FS1120",
        $"The function '{calls.First()}' calls itself: {string.Join(" -> ", calls.Select(c => $"'{c}'"))}.",
        at,
        "a frame passes through the network once; ONNX allows no recursion.",
        Again);

    public static Diagnostic TooDeep(string at, string function, int most) => new(
        "FS1120",
        $"The function '{function}' is called inside {most} others.",
        at,
        "exporters nest a few: modules in modules.",
        Again);

    public static Diagnostic TooMany(string at, int most) => new(
        "FS1120",
        $"The model's functions make more than {most} nodes and calls.",
        at,
        "every call is replaced by the nodes of its function; networks for small FPGAs have a few hundred.",
        Again);

    public static Diagnostic TooLarge(string at, string function, int most) => new(
        "FS1120",
        $"Attributes that calls pass on, lastly to '{function}', fill more than {most} bytes.",
        at,
        "every node of a function gets its own copy of them; exporters pass a few numbers.",
        Again);

    public static Diagnostic Opset(string at, string function, long found, long expected) => new(
        "FS1120",
        $"The function '{function}' is written for operator set {found}, the model for {expected}.",
        at,
        "operators change their meaning between operator sets, and a graph is read in one.",
        Again);

    public static Diagnostic Operands(string at, string function, NodeProto call, FunctionProto definition) => new(
        "FS1120",
        $"The function '{function}' has {definition.Input.Count} inputs and {definition.Output.Count} outputs; "
            + $"node '{call.Name}' calls it with {call.Input.Count} and {call.Output.Count}.",
        at,
        "what a call leaves out is left out at the end; it cannot have more.",
        Again);
}
