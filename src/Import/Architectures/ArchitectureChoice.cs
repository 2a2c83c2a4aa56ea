using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Architectures;

/// <summary>A network and a state dict that fits it.</summary>
/// <param name="Fit">Which tensor fills which initializer.</param>
/// <param name="Notes">What was decided for the user, one sentence each.</param>
internal sealed record ChosenArchitecture(ArchitectureFit Fit, IReadOnlyList<string> Notes);

/// <summary>Decides which state dict of a checkpoint fills which network.</summary>
internal sealed class ArchitectureChoice(string at, ImportOptions options)
{
    /// <summary>The choice among <paramref name="found"/>, or why there is none: FS1413 to FS1415, FS1430, FS1431.</summary>
    public Result<ChosenArchitecture> Choose(IReadOnlyList<StateDict> found)
    {
        if (found.Count == 0)
            return CheckpointErrors.NoStateDict(at);
        StateDict[] states = options.StateDict is { } wanted ? [.. found.Where(s => s.Path == wanted)] : [.. found];
        if (states.Length == 0)
            return CheckpointErrors.UnknownStateDict(at, options.StateDict!, found);
        var known = ArchitectureCatalogue.All;
        if (options.Architecture is { } name)
            known = [.. known.Where(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase))];
        if (known.Count == 0)
            return ArchitectureErrors.UnknownName(at, options.Architecture!, ArchitectureCatalogue.All.Select(a => a.Name));
        return Best(states, known);
    }

    private Result<ChosenArchitecture> Best(StateDict[] states, IReadOnlyList<Architecture> known)
    {
        var fits = states.SelectMany(state => known.Select(a => ArchitectureFit.ByName(a, state))).ToArray();
        var possible = fits.Where(f => f.IsPossible).ToArray();
        if (possible.Length == 0)
        {
            // The refusal, if it comes to that, names the nearest of both kinds.
            fits = [.. fits, .. states.SelectMany(s => known.Select(a => BlockCounts.Follow(a, s)).OfType<Architecture>().Select(a => ArchitectureFit.ByName(a, s)))];
            possible = [.. fits.Where(f => f.IsPossible)];
        }

        if (Array.Exists(possible, f => f.IsExact))
            possible = [.. possible.Where(f => f.IsExact)];
        if (possible.Length == 0 && options.Architecture is not null)
            possible = [.. states.Select(s => ArchitectureFit.ByOrder(known[0], s)).OfType<ArchitectureFit>()];
        if (possible.Length == 0)
            return ArchitectureErrors.Unfit(at, fits.MinBy(f => f.Distance)!, alone: known.Count == 1);
        StateDict[] fitting = [.. possible.Select(f => f.State).Distinct()];
        return fitting.Length == 1 ? new ChosenArchitecture(possible[0], [.. Notes(possible)]) : CheckpointErrors.SeveralStateDicts(at, fitting);
    }

    private IEnumerable<string> Notes(ArchitectureFit[] possible)
    {
        var chosen = possible[0];
        if (possible.Length > 1)
        {
            yield return $"the parameters fit '{chosen.Architecture.Name}' and {string.Join(", ", possible[1..].Select(f => $"'{f.Architecture.Name}'"))} alike; "
                + "the first is taken, --architecture NAME takes another";
        }

        foreach (var change in chosen.Architecture.Changes)
            yield return change;
        if (chosen.OtherShapes.Count > 0)
            yield return $"{chosen.OtherShapes.Count} parameters have other shapes than in the published '{chosen.Architecture.Name}'; groups and padding follow the weights";
        if (chosen.Architecture.Parameters.Any(p => chosen.Tensors[p.Initializer].Name != p.Name))
            yield return $"the parameters have other names than those of '{chosen.Architecture.Name}' and were taken in their order";
        if (chosen.State.Path.Length > 0 && options.StateDict is null)
            yield return $"the weights are those of {chosen.State.Title}";
    }
}
