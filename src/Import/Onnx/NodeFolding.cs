using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx;

/// <summary>Computes a node whose operands are all constants and keeps the result as a constant.</summary>
internal static class NodeFolding
{
    public static bool Applies(OnnxNode node, GraphBuilder builder) =>
        ConstantFolder.Knows(node.OpType) && node.Reads.Any() && node.Reads.All(builder.Constants.ContainsKey);

    public static void Run(NodeReading reading, GraphBuilder builder)
    {
        if (Operands(reading, builder) is not { } operands)
            return;
        var folded = ConstantFolder.Run(
            reading.Node.OpType, new FoldCall(operands, reading.Attributes, reading.Opset, reading.Outputs));
        if (folded.Problem is { } problem)
        {
            reading.Refuse(NodeErrors.Folding(reading.Node, problem));
            return;
        }

        builder.FoldingBudget -= folded.Values.Sum(value => (long)value.Data.Length);
        if (builder.FoldingBudget < 0)
        {
            reading.Refuse(NodeErrors.Folding(reading.Node, "constants of the model add up to too many elements"));
            return;
        }

        for (var i = 0; i < folded.Values.Count; i++)
            reading.Define(NumbersConversion.Write(folded.Values[i]), i);
    }

    private static Numbers?[]? Operands(NodeReading reading, GraphBuilder builder)
    {
        var operands = new Numbers?[reading.Count];
        for (var i = 0; i < operands.Length; i++)
        {
            if (reading.ConstantOf(i) is not { } tensor)
                continue;
            var name = reading.Node.Proto.Input[i];
            var read = NumbersConversion.Read(tensor, name, reading.Node.At);
            if (!read.IsOk)
            {
                if (builder.BadTensors.Add(name))
                    builder.Errors.AddRange(read.Errors);
                return null;
            }

            operands[i] = read.Value;
            if (Numbers.CountOf(read.Value.Dims) is null)
            {
                reading.Refuse(NodeErrors.Folding(reading.Node, $"operand {i} has more than {Numbers.Most} elements"));
                return null;
            }
        }

        return operands;
    }
}
