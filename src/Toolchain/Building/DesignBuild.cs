using System.Collections.Immutable;
using System.Diagnostics;
using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Toolchain.Checking;
using FpgaSeg.Toolchain.Running;

namespace FpgaSeg.Toolchain.Building;

/// <summary>What is to be done.</summary>
/// <param name="Folder">A folder that gen-hls wrote.</param>
/// <param name="Until">The last step.</param>
/// <param name="Jobs">Processes that Vivado may use.</param>
/// <param name="IsChecked">Whether the C++ is checked before Vitis HLS gets it, where clang++ is installed.</param>
/// <param name="StepLimit">The longest that a step may take; null: as long as it takes.</param>
public sealed record BuildRequest(
    string Folder, DesignManifest Manifest, BoardDescription Board, BuildStep Until, int Jobs, TimeSpan? StepLimit, VendorSearch Search, bool IsChecked = true);

/// <summary>A step that is done; Seconds is null where it had been done before.</summary>
public sealed record FinishedStep(BuildStep Step, double? Seconds);

/// <summary>Who hears how the build goes.</summary>
/// <param name="Step">Called when a step starts, with the name of its log.</param>
/// <param name="Line">Called with every line a tool prints.</param>
public sealed record BuildListener(Action<BuildStep, string> Step, Action<string> Line);

/// <summary>Runs the vendor's tools over a build folder. Steps that are done and whose inputs have not changed are passed over.</summary>
public static class DesignBuild
{
    /// <summary>The steps up to the one asked for.</summary>
    /// <returns>The steps; FS3601 to FS3610, FS3614.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; finished steps stay done.</exception>
    public static async Task<Result<ImmutableArray<FinishedStep>>> RunAsync(BuildRequest request, BuildListener listener, CancellationToken cancellation)
    {
        var state = new BuildState(request.Folder, request.Manifest.DesignId);
        var steps = StepRecipe.All.Where(r => r.Step <= request.Until).ToList();
        var done = steps.TakeWhile(state.IsDone).ToList();
        var programs = Programs(request, [.. steps.Skip(done.Count)]);
        if (!programs.IsOk)
            return Result<ImmutableArray<FinishedStep>>.Fail(programs.Errors);
        var broken = done.Count == 0 && request.IsChecked ? Broken(request.Folder) : [];
        if (broken.Length > 0)
            return Result<ImmutableArray<FinishedStep>>.Fail(broken);
        var finished = ImmutableArray.CreateBuilder<FinishedStep>();
        finished.AddRange(done.Select(r => new FinishedStep(r.Step, null)));
        foreach (var recipe in steps.Skip(done.Count))
        {
            var step = await StepAsync(request, recipe, programs.Value[recipe.Step], state, listener, cancellation).ConfigureAwait(false);
            if (!step.IsOk)
                return Result<ImmutableArray<FinishedStep>>.Fail(step.Errors);
            finished.Add(step.Value);
        }

        return finished.ToImmutable();
    }

    // Everything that is missing is said before anything is run for an hour.
    private static Result<Dictionary<BuildStep, string>> Programs(BuildRequest request, List<StepRecipe> pending)
    {
        if (!File.Exists(Path.Combine(request.Folder, "vivado.tcl")))
            return ToolchainDiagnostics.NoVendorFlow(request.Board.Name, request.Board.Part);
        var rtl = Path.Combine(request.Folder, "rtl");
        if (request.Until == BuildStep.Bitstream && !(Directory.Exists(rtl) && Directory.EnumerateFiles(rtl).Any()))
            return ToolchainDiagnostics.NoTopLevel(request.Folder);
        var hls = pending.Exists(r => r.Step == BuildStep.Hls) ? VendorTools.Hls(request.Search) : "";
        var vivado = pending.Exists(r => r.Step != BuildStep.Hls) ? VendorTools.Vivado(request.Search) : "";
        Diagnostic[] errors = [.. hls.Errors, .. vivado.Errors];
        if (errors.Length > 0)
            return Result<Dictionary<BuildStep, string>>.Fail(errors);
        return pending.ToDictionary(r => r.Step, r => r.Step == BuildStep.Hls ? hls.Value : vivado.Value);
    }

    // Seconds instead of the minutes after which the tool would refuse the same; without clang the tool has the first word.
    private static Diagnostic[] Broken(string folder)
    {
        var found = HlsChecker.Check(folder);
        return found.IsOk ? [.. found.Value.Select(ToolchainDiagnostics.BrokenRule)] : [];
    }

    private static async Task<Result<FinishedStep>> StepAsync(
        BuildRequest request, StepRecipe recipe, string program, BuildState state, BuildListener listener, CancellationToken cancellation)
    {
        var log = $"{recipe.Name}.log";
        listener.Step(recipe.Step, log);
        var watch = Stopwatch.StartNew();
        var ran = await LoggedRun.ToEndAsync(program, recipe.Arguments(program, request.Jobs), request.Folder, log, listener.Line, request.StepLimit, cancellation).ConfigureAwait(false);
        if (!ran.IsOk)
            return Result<FinishedStep>.Fail(ran.Errors);
        if (recipe.Outputs.FirstOrDefault(o => !File.Exists(Path.Combine(request.Folder, o))) is { } missing)
            return ToolchainDiagnostics.NothingLeft(program, missing, log);
        try
        {
            state.Note(recipe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ToolchainDiagnostics.Disk("build-state.json", e.Message);
        }

        return new FinishedStep(recipe.Step, watch.Elapsed.TotalSeconds);
    }
}
