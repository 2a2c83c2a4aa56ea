using System.Collections.Immutable;
using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Quantizer.Steps;

namespace FpgaSeg.Quantizer;

/// <summary>A float network and where it came from.</summary>
public sealed record QuantizationSource(DataflowGraph<FloatNode> Graph, string Name, string Sha256, InputNormalization Normalization);

/// <summary>Float network and calibration images to integer network: one ordered list of steps.</summary>
public sealed class ModelQuantizer(QuantizationOptions options, int threads)
{
    /// <summary>Images on which integer and float are compared; calibration itself uses all.</summary>
    public const int ComparedImages = MeasureStep.Images;

    private const int WorkPerWeight = 10;

    /// <summary>The list; each entry says why it stands where it does.</summary>
    private static readonly IQuantizationStep[] Steps =
    [
        // First, so that every later step sees the weights and the values that the hardware will hold.
        new FoldStep(),
        // As early as the names of the folded network are known: what makes no sense is refused before any work is done.
        new CheckStep(),
        // Before calibration, because it changes every range; after folding, because batch norm hides the ranges of the weights.
        new EqualizeStep(),
        // Ranges of the float network as it now is: every scale comes from them.
        new CalibrateStep(),
        // Widths before scales: a scale belongs to a width.
        new WidthStep(),
        // Scales of values before weights: the rounding of weights is fitted to rounded inputs.
        new RangeStep(),
        // Weights and biases from input to output, each layer making up for the errors of those before it.
        new FitStep(),
        // Nothing is open any more: integers from the plan.
        new LowerStep(),
        // Last, because it measures the result.
        new MeasureStep(),
    ];

    /// <summary>Quantizes.</summary>
    /// <param name="source">The network.</param>
    /// <param name="images">Raw pixels at the network's input shape.</param>
    /// <param name="progress">Told the work done, rising; see <see cref="WorkFor"/>.</param>
    public Result<QuantizationOutcome> Quantize(QuantizationSource source, IReadOnlyList<FeatureMap<byte>> images, Action<int>? progress = null)
    {
        if (images.Count == 0)
            return QuantizerDiagnostics.NoImages();
        var (done, log) = (0, new List<StepLog>());
        Result<Draft> draft = new Draft(source, options, images, threads, _ => { });
        foreach (var step in Steps)
        {
            var (before, given, clock) = (done, draft, Stopwatch.StartNew());
            draft = draft.Then(d => step.Run(d with { Progress = share => progress?.Invoke(before + (int)(share * step.Weight * WorkPerWeight)) }));
            done += step.Weight * WorkPerWeight;
            if (!draft.IsOk)
                continue;
            progress?.Invoke(done);
            var story = step.Tell(given.Value, draft.Value);
            log.Add(new StepLog(step.Name, clock.Elapsed.TotalSeconds, story.Findings, story.Details));
        }

        return draft.Then<QuantizationOutcome>(d => OutcomeOf(d) with { Steps = log });
    }

    /// <summary>The work that <c>progress</c> counts; the same for any number of images.</summary>
    public static int WorkFor(int images) => images == 0 ? 0 : Steps.Sum(s => s.Weight) * WorkPerWeight;

    private static QuantizationOutcome OutcomeOf(Draft draft)
    {
        var (graph, integer) = (draft.Reference!, draft.Integer!);
        var used = integer.Nodes.Select(n => n.Source).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var types = integer.Nodes.Where(n => n.Source is not null && n.Operator is not Graph.Integer.IntegerThreshold)
            .Select(n => (n.Source, n.Format, n.Scale)).ToHashSet();
        return new QuantizationOutcome(integer, draft.Passes, draft.Layers)
        {
            Bits = draft.Bits,
            // Only ranges that an integer map has: a pooled map, for one, has that of its input.
            Ranges = draft.Plan with { Activations = draft.Plan.Activations.RemoveRange(draft.Plan.Activations.Where(a => !types.Contains((a.Key, a.Value.Format, a.Value.Scale))).Select(a => a.Key)) },
            Choices = draft.Choices,
            Sensitivity = draft.Sensitivity,
            Histograms = graph.Nodes.Zip(draft.Histograms).Where(p => used.Contains(p.First.Name)).ToImmutableSortedDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal),
            SkipBytes = LongSkips.Find(graph).Sum(s => LongSkips.Bytes(graph.Nodes[s.Value], StoredBits(draft, graph.Nodes[s.Value].Name))),
        };
    }

    private static int StoredBits(Draft draft, string value) =>
        draft.Plan.Skips.TryGetValue(value, out var copy) ? copy.Format.Bits : draft.Integer!.Nodes.First(n => n.Source == value).Format.Bits;
}
