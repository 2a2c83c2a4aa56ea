using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>FS11xx: errors about an ONNX file as a whole (docs/diagnostics/import.md).</summary>
internal static class OnnxErrors
{
    public static Diagnostic NotOnnx(string at, int bytes, string reason) => new(
        "FS1101",
        $"The {bytes} bytes are not a whole ONNX model: {reason}.",
        at,
        "an ONNX file is one protocol-buffer message with a graph in it; a truncated or overwritten file is not.",
        "export or copy the model again.");

    public static Diagnostic Opset(string at, string found) => new(
        "FS1102",
        $"The model is written for {found}.",
        at,
        $"operator sets {OnnxGraphReader.FirstOpset} to {OnnxGraphReader.LastOpset} are read; others give operators another meaning.",
        "export with opset_version=13.");

    public static Diagnostic Inputs(string at, IReadOnlyCollection<string> names) => new(
        "FS1103",
        names.Count == 0 ? "The model has no input." : $"The model has {names.Count} inputs: {Quoted(names)}.",
        at,
        "the board is fed one image per frame.",
        "export the network with the image as its only input, other inputs as constants.");

    public static Diagnostic Outputs(string at, IReadOnlyCollection<string> names) => new(
        "FS1104",
        names.Count == 0 ? "The model has no output." : $"The model has {names.Count} outputs: {Quoted(names)}.",
        at,
        "the board returns one mask per frame.",
        "choose one of them (--output), or export the network with its logit as the only output.");

    public static Diagnostic NoSuchOutput(string at, string wanted, IReadOnlyCollection<string> names) => new(
        "FS1117",
        $"There is no value '{wanted}' to take as the output.",
        at,
        $"the model's outputs: {Quoted(names)}; the value of any node may be taken too.",
        "choose one of them.");

    public static Diagnostic InputType(string at, string name, string found) => new(
        "FS1105",
        $"Input '{name}' is {found}.",
        at,
        "the input is one float image: 1 x channels x height x width, with a fixed number of channels.",
        "export with such an input, for example torch.zeros(1, 3, 256, 256).");

    public static Diagnostic OpenSize(string at, string name, string side) => new(
        "FS1106",
        $"Input '{name}' leaves its {side} open.",
        at,
        "line buffers are built for one image size.",
        "give the size on the command line (--height, --width), or export with a fixed one.");

    public static Diagnostic NotProduced(string at, string name) => new(
        "FS1107",
        $"The value '{name}' is read, but nothing in the model produces it.",
        at,
        "it is no initializer, no input and no node's output.",
        "export the model again; if weights were removed, put them back.");

    public static Diagnostic Cycle(string at, IReadOnlyCollection<string> nodes) => new(
        "FS1108",
        $"{nodes.Count} nodes wait for each other: {Quoted(nodes)}.",
        at,
        "a frame passes through the network once; loops cannot be ordered.",
        "export the network without feedback.");

    public static Diagnostic ProducedTwice(string at, string name) => new(
        "FS1109",
        $"The value '{name}' is produced twice.",
        at,
        "each value of an ONNX graph has one source.",
        "export the model again; a tool that edited it broke it.");

    public static Diagnostic Unreached(string at, string input, string output) => new(
        "FS1115",
        $"Output '{output}' does not depend on input '{input}'.",
        at,
        "the same mask would come out for every image.",
        "check which value the model returns.");

    public static Diagnostic NotALogit(string at, string output, FeatureShape shape) => new(
        "FS1116",
        $"Output '{output}' has {shape.Channels} channels ({shape}).",
        at,
        "a mask is one bit per pixel: foreground or not.",
        $"say which channel is the foreground (--class 0 to {shape.Channels - 1}), or end the network in one channel.");

    public static Diagnostic NoSuchClass(string at, string output, int wanted, int channels) => new(
        "FS1118",
        $"Output '{output}' has no class {wanted}.",
        at,
        channels == 1 ? "it has one channel, which is the foreground's." : $"it has {channels} channels, classes 0 to {channels - 1}.",
        channels == 1 ? "leave the class out." : "choose one of them.");

    public static Diagnostic OutputLayout(string at, string output, TensorLayout layout, FeatureShape map) => new(
        "FS1119",
        $"Output '{output}' has the dimensions {layout}, made of a map of {map}.",
        at,
        "a mask has rows and columns; reshapes and transposes at the end must leave them whole and in order.",
        "choose the value before them as the output (--output), or leave them out of the export.");

    public static Diagnostic Size(string at, string name, string found) => new(
        "FS1114",
        $"The map '{name}' would be {found}.",
        at,
        $"sides of 1 to {MapLimits.Side} and up to {MapLimits.Count} elements are handled.",
        "use a smaller image; segmentation networks for small FPGAs run at 64 to 512 pixels.");

    /// <summary>The first few names, quoted.</summary>
    private static string Quoted(IReadOnlyCollection<string> names)
    {
        const int shown = 8;
        var text = string.Join(", ", names.Take(shown).Select(n => $"'{n}'"));
        return names.Count > shown ? $"{text} and {names.Count - shown} more" : text;
    }
}
