using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import;

/// <summary>Chooses the float runner: ONNX Runtime where it is built in, else the graph's own executor.</summary>
public static class FloatRunners
{
    /// <summary>Name of the implementation that <see cref="Create"/> prefers, for reports.</summary>
#if HAS_ONNXRUNTIME
    public const string Preferred = "ONNX Runtime";
#else
    public const string Preferred = "embedded float executor";
#endif

    /// <summary>A runner for an imported model.</summary>
    /// <param name="content">The ONNX file that <paramref name="model"/> came from.</param>
    /// <param name="model">Its import.</param>
    /// <param name="threads">Threads of one run.</param>
    public static IFloatRunner Create(byte[] content, ImportedModel model, int threads = 1)
    {
#if HAS_ONNXRUNTIME
        // Else ONNX Runtime would return a probability or a class, not the logit; and a checkpoint is no ONNX file.
        if (model.ReturnsLogit && model.Architecture is null)
            return new Onnx.OnnxRuntimeRunner(content, threads);
#endif
        return new FloatExecutor(model.Graph, threads);
    }
}
