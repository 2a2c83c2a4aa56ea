using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Histograms of every value on the calibration images.</summary>
internal sealed class CalibrateStep : IQuantizationStep
{
    public string Name => "Calibrate";

    public int Weight => 4;

    public Result<Draft> Run(Draft draft)
    {
        var calibrator = new Calibrator(draft.Graph, new FloatExecutor(draft.Graph, draft.Threads), draft.Source.Normalization, draft.Threads);
        for (var k = 0; k < draft.Images.Count; k++)
        {
            calibrator.Add(draft.Images[k]);
            draft.Progress((k + 1.0) / draft.Images.Count);
        }

        var broken = draft.Graph.Nodes.Zip(calibrator.Histograms).Where(p => p.Second.NonFinite > 0).Take(1)
            .Select(p => QuantizerDiagnostics.NotFinite(p.First.Name, p.Second.NonFinite))
            .ToArray();
        return broken.Length > 0 ? Result<Draft>.Fail(broken) : draft with { Histograms = calibrator.Histograms, Reference = draft.Graph };
    }

    public StepStory Tell(Draft before, Draft after) =>
        StepStory.Of($"Histograms of {after.Histograms.Count} values on {after.Images.Count} images");
}
