using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Cli;

/// <summary>How plan and gen-hls end: whether the design fits its board and is fast enough.</summary>
internal static class Answer
{
    /// <summary>Changes that help, over all boards; empty where nothing is missing.</summary>
    public static ImmutableArray<Suggestion> Advice(PlanFit fit) =>
        Planning.Fit.Advice.For(fit, BoardCatalogue.Names.Select(BoardCatalogue.Find).Where(b => b.IsOk).Select(b => b.Value));

    /// <summary>Prints FS3008 or FS3009 where the answer is no.</summary>
    public static int Of(PlanFit fit, ImmutableArray<Suggestion> advice)
    {
        if (FitDiagnostics.Of(fit, advice) is not { } problem)
            return ExitCode.Done;
        Console.Error.WriteLine(problem);
        return ExitCode.AnswerIsNo;
    }

    /// <summary>The same with the advice, which takes plans of its own where the answer is no.</summary>
    public static int Of(PlanFit fit) => Of(fit, Advice(fit));
}
