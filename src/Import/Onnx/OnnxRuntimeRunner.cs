#if HAS_ONNXRUNTIME
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FpgaSeg.Import.Onnx;

/// <summary>
/// The float reference by ONNX Runtime, where the package feed carries it. It gives the model's output and no intermediate value.
/// </summary>
public sealed class OnnxRuntimeRunner : IFloatRunner, IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input;

    /// <param name="content">An ONNX file that the importer accepted.</param>
    /// <param name="threads">Threads of one run.</param>
    public OnnxRuntimeRunner(byte[] content, int threads = 1)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(content, options);
        _input = _session.InputMetadata.Keys.First();
    }

    public FeatureMap<float> RunLogit(FeatureMap<float> input)
    {
        var shape = input.Shape;
        var tensor = new DenseTensor<float>(input.Data, new[] { 1, shape.Channels, shape.Height, shape.Width });
        using var results = _session.Run(new[] { NamedOnnxValue.CreateFromTensor(_input, tensor) });
        var logit = results.First().AsTensor<float>();
        return new FeatureMap<float>(new FeatureShape(logit.Dimensions[1], logit.Dimensions[2], logit.Dimensions[3]), logit.ToArray());
    }

    public void Dispose() => _session.Dispose();
}
#endif
