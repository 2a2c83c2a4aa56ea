using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// The steps of stages with their foldings, each worked out once: a search of plans runs many designs that differ in a few stages. Threads may share it.
/// </summary>
internal sealed class KnownPorts
{
    private readonly Dictionary<Stage, List<(Folding Folding, StagePorts Ports)>> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _lock = new();

    /// <summary>The steps of a stage, made by <paramref name="make"/> where they are not known yet; always the same maker for one object.</summary>
    public StagePorts Of(Stage stage, Folding folding, Func<StagePorts> make)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(stage, out var all))
                _known[stage] = all = [];
            foreach (var (known, ports) in all)
            {
                if (known == folding)
                    return ports;
            }

            var made = make();
            all.Add((folding, made));
            return made;
        }
    }
}
