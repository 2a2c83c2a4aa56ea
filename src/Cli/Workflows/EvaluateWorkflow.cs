using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Cli.Workflows;

/// <summary>Measures both networks on every image of a set, several images at a time; memory holds one image per thread.</summary>
internal static class EvaluateWorkflow
{
    /// <summary>The report over all images, in the order of the set, or every error.</summary>
    public static Result<AccuracyReport> Run(SegmenterPair pair, LabelledSet set, EvaluationJournal journal, int workers, Action<int> report)
    {
        var tools = Enumerable.Range(0, workers).Select(k => k == 0 ? pair : pair.Share()).ToArray();
        var (results, count) = (new Result<ImageAccuracy>[set.Files.Count], 0);
        ParallelImages.Run(set.Files.Count, tools, (tool, k) => Measure(tool, set, journal, k), (k, measured) =>
        {
            results[k] = measured.Accuracy;
            if (measured is { IsNew: true, Accuracy.IsOk: true })
                journal.Add(measured.Accuracy.Value, set.Files[k].Image, set.Files[k].Mask);
            report(++count);
        });
        var errors = results.SelectMany(r => r.Errors).ToArray();
        if (errors.Length > 0)
            return Result<AccuracyReport>.Fail(errors);
        var evaluator = new AccuracyEvaluator(pair.Float, pair.Fixed);
        foreach (var result in results)
            evaluator.Add(result.Value);
        return evaluator.Report();
    }

    private static (Result<ImageAccuracy> Accuracy, bool IsNew) Measure(SegmenterPair pair, LabelledSet set, EvaluationJournal journal, int k)
    {
        var (image, mask) = set.Files[k];
        if (journal.Find(Path.GetFileNameWithoutExtension(image), image, mask) is { } known)
            return (known, false);
        return (set.Load(k, pair.InputShape).Then<ImageAccuracy>(labelled => new AccuracyEvaluator(pair.Float, pair.Fixed).Measure(labelled)), true);
    }
}
