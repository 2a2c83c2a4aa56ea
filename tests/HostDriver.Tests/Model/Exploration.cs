namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>What may go wrong in one exploration.</summary>
/// <param name="Faults">Frames lost, doubled, damaged or cut.</param>
/// <param name="EarlyPolls">Times that the host's timer runs out although something is under way: everything else was late.</param>
/// <param name="InLine">Frames that a direction of the line holds.</param>
internal sealed record ExplorationBudget(int Faults, int EarlyPolls, int InLine);

/// <summary>
/// Visits every state that host, board and line can reach, frame by frame, in every order of events. In each of them no wrong mask was believed, and from each of them
/// the undisturbed line leads to the end.
/// </summary>
internal sealed class Exploration(ModelShape shape, ExplorationBudget budget)
{
    private const int LongestWayOut = 500;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leadToTheEnd = new(StringComparer.Ordinal);

    /// <summary>States visited.</summary>
    public int States => _seen.Count;

    /// <summary>Events tried.</summary>
    public long Events { get; private set; }

    /// <exception cref="ModelViolationException">A state breaks a promise.</exception>
    public void Run()
    {
        var open = new Stack<ExploredState>();
        Push(open, new ExploredState(shape, budget));
        while (open.TryPop(out var state))
        {
            LeadsToTheEnd(state);
            foreach (var what in Enum.GetValues<LineEvent>().Where(state.MayHappen))
            {
                var next = StateCopy.Of(state);
                Events++;
                if (next.Happens(what))
                    Push(open, next);
            }
        }
    }

    private void Push(Stack<ExploredState> open, ExploredState state)
    {
        if (_seen.Add(StateCopy.Fingerprint(state)))
            open.Push(state);
    }

    /// <summary>Follows the undisturbed line until a state that is known to lead to the end.</summary>
    private void LeadsToTheEnd(ExploredState from)
    {
        var (state, way) = (StateCopy.Of(from), new List<string>());
        for (var steps = 0; !state.IsDone; steps++)
        {
            var here = StateCopy.Fingerprint(state);
            if (_leadToTheEnd.Contains(here))
                break;
            if (steps > LongestWayOut)
                throw new ModelViolationException("the undisturbed line does not lead to the end");
            way.Add(here);
            state.GoesOn();
        }

        _leadToTheEnd.UnionWith(way);
    }
}
