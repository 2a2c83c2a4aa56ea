using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>
/// FS12xx: why one node cannot be taken over (docs/diagnostics/import.md). The sentence begins with the operator and the node's name.
/// </summary>
internal static class NodeErrors
{
    public static Diagnostic Operator(OnnxNode node, int known) => new(
        "FS1201",
        $"{node.Title}: this operator is not supported.",
        node.At,
        $"it is none of the {known} ONNX operators that have bit-exact rules here (docs/onnx.md lists them).",
        UnsupportedHints.For(node.OpType));

    public static Diagnostic Attribute(OnnxNode node, string attribute, string found, string why, string cure) => new(
        "FS1202", $"{node.Title}: attribute {attribute} = {found} is not supported.", node.At, why, cure);

    public static Diagnostic Operand(OnnxNode node, string problem, string why, string cure) => new(
        "FS1203", $"{node.Title}: {problem}.", node.At, why, cure);

    public static Diagnostic Shapes(OnnxNode node, string problem, string why) => new(
        "FS1204",
        $"{node.Title}: {problem}.",
        node.At,
        why,
        "export the model again from the network definition; shapes that disagree do not run anywhere.");

    public static Diagnostic Resize(OnnxNode node, string problem, string why, string cure) => new(
        "FS1205", $"{node.Title}: {problem}.", node.At, why, cure);

    public static Diagnostic Position(OnnxNode node, string problem, string why, string cure) => new(
        "FS1206", $"{node.Title}: {problem}.", node.At, why, cure);

    public static Diagnostic Training(OnnxNode node) => new(
        "FS1207",
        $"{node.Title}: the node is in training mode.",
        node.At,
        "batch statistics change with every batch; hardware needs the running ones.",
        "call model.eval() before the export.");

    public static Diagnostic Statistics(OnnxNode node, int channel, double variance, double epsilon) => new(
        "FS1208",
        $"{node.Title}: channel {channel} has variance {variance:G6} and epsilon {epsilon:G6}.",
        node.At,
        "their sum must be positive: the channel is divided by its root.",
        "check the checkpoint; running variances are never negative.");

    public static Diagnostic Window(OnnxNode node, string problem) => new(
        "FS1209",
        $"{node.Title}: {problem}.",
        node.At,
        "every output pixel needs a window with at least one pixel of the map in it.",
        "use a larger image, or less padding.");

    public static Diagnostic Layout(OnnxNode node, int operand, TensorLayout layout, FeatureShape map) => new(
        "FS1210",
        $"{node.Title}: operand {operand} has the dimensions {layout}, which are no rearrangement of a map of {map}.",
        node.At,
        "the operator reads 1 x channels x rows x columns; reshapes and transposes before it may shuffle channels or move them into space.",
        "remove the reshape or transpose before it, or undo it in front of this node.");

    public static Diagnostic Division(OnnxNode node, TensorLayout layout, IReadOnlyList<long> sizes) => new(
        "FS1210",
        $"{node.Title}: dimensions {layout} become [{string.Join(", ", sizes)}].",
        node.At,
        "a reshape may divide or join channels, rows and columns; here it would cut across them, or the elements do not fill it.",
        "remove it; matrix layers over a whole image (Flatten, Linear) do not fit a streaming design.");

    public static Diagnostic NotFinite(OnnxNode node, string formula, double x) => new(
        "FS1211",
        $"{node.Title}: {formula} is not finite at x = {x:G4}.",
        node.At,
        "every value of the map before it must have a value after it: functions become tables over the whole range.",
        "limit the argument (Clip, Relu, or adding a constant) before it.");

    public static Diagnostic Folding(OnnxNode node, string problem) => new(
        "FS1212",
        $"{node.Title}: {problem}.",
        node.At,
        "its operands are constants, and the node is computed during import.",
        "export the model again, with a fixed input size.");

    public static Diagnostic AfterHead(OnnxNode node, string name, HeadKind head) => new(
        "FS1206",
        $"{node.Title}: it reads {HeadName(head)} '{name}'.",
        node.At,
        "softmax, argmax and comparisons are read only at the end of the network, where they choose the mask.",
        "leave them out of the export, or choose an output before them (--output).");

    private static string HeadName(HeadKind head) => head switch
    {
        HeadKind.Softmax => "the softmax",
        HeadKind.Probability => "one channel of a softmax,",
        HeadKind.ArgMax => "the argmax",
        _ => "the comparison",
    };
}
