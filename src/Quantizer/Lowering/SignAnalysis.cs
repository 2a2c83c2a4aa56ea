using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Which float values cannot be negative, from the structure alone: those get unsigned formats.</summary>
internal sealed class SignAnalysis : IFloatVisitor<FloatNode, bool>
{
    private readonly bool _inputIsNonNegative;
    private readonly bool[] _nonNegative;

    public SignAnalysis(DataflowGraph<FloatNode> graph, InputNormalization normalization)
    {
        _inputIsNonNegative = normalization.Mean.All(m => m <= 0);
        _nonNegative = new bool[graph.Nodes.Length];
        for (var i = 0; i < _nonNegative.Length; i++)
            _nonNegative[i] = graph.Nodes[i].Operator.Accept(this, graph.Nodes[i]);
    }

    /// <summary>Whether the output of node <paramref name="index"/> is never below zero.</summary>
    public bool IsNonNegative(int index) => _nonNegative[index];

    public bool Visit(FloatInput op, FloatNode argument) => _inputIsNonNegative;

    public bool Visit(FloatConv2d op, FloatNode argument) => false;

    public bool Visit(FloatAffine op, FloatNode argument) =>
        AllInputs(argument) && op.Scale.All(s => s >= 0) && op.Shift.All(s => s >= 0);

    public bool Visit(FloatActivation op, FloatNode argument) => op.Function.IsNonNegative;

    public bool Visit(FloatAdd op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatMaxPool2d op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatResize2d op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatAveragePool2d op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatSub op, FloatNode argument) => false;

    public bool Visit(FloatMul op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatConcat op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatChannelSelect op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatCropPad op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatDepthToSpace op, FloatNode argument) => AllInputs(argument);

    public bool Visit(FloatPRelu op, FloatNode argument) => AllInputs(argument) || op.Slopes.All(s => s <= 0);

    public bool Visit(FloatMargin op, FloatNode argument) => false;

    public bool Visit(FloatThreshold op, FloatNode argument) => true;

    private bool AllInputs(FloatNode node) => node.Inputs.All(i => _nonNegative[i]);
}
