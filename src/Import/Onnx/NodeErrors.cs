using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Onnx;

/// <summary>
/// FS12xx: why one node cannot be taken over (docs/diagnostics/import.md). The sentence begins with the operator and the node's name.
/// </summary>
internal static class NodeErrors
{
    public static Diagnostic Operator(OnnxNode node, IEnumerable<string> known) => new(
        "FS1201",
        $"{node.Title}: this operator is not supported.",
        node.At,
        $"operators with bit-exact rules: {string.Join(", ", known)}.",
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
}
