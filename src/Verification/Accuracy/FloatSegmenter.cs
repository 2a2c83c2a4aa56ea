using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>The float network, as trained.</summary>
public sealed class FloatSegmenter(DataflowGraph<FloatNode> graph, InputNormalization normalization, IFloatRunner runner) : ISegmenter
{
    private readonly float _threshold = graph.Output.Operator is FloatThreshold t ? t.Threshold : 0;

    public FeatureShape InputShape => graph.Input.Shape;

    public Mask Segment(FeatureMap<byte> pixels)
    {
        var logit = runner.RunLogit(normalization.Apply(pixels));
        return new Mask(logit.Shape.Width, logit.Shape.Height, Array.ConvertAll(logit.Data, v => v > _threshold ? (byte)1 : (byte)0));
    }
}
