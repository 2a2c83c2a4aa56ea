using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Cli;

/// <summary>What a design is planned for: the same options for plan, gen-hls and boards, so that they plan the same.</summary>
internal sealed class TargetOptions
{
    private const double Mega = 1e6;

    // Slower than any generator makes, and cycles would no longer be times that a person reads.
    private const double SlowestMega = 1;

    private readonly Option<string> _board = new("--board")
    {
        Description = $"Board the design is for: {string.Join(", ", BoardCatalogue.Names)}.",
        DefaultValueFactory = _ => BoardCatalogue.Default,
    };

    private readonly Option<double?> _clock = new("--clock") { Description = "Clock of the network's logic in MHz. Default: the board's." };
    private readonly Option<int?> _maxDsp = new("--max-dsp") { Description = "DSP blocks that the folding may use. Default: all that the board has." };
    private readonly Option<double?> _fps = new("--fps") { Description = "Frames per second to reach with as little as possible. Default: as fast as fits." };

    private readonly Option<Architecture> _architecture = new("--architecture")
    {
        Description = "pipeline: a stage per operator; engine: one datapath for all, slower and smaller; automatic: a pipeline where it fits, else the engine.",
        DefaultValueFactory = _ => Architecture.Automatic,
    };

    /// <summary>Adds the options to a command; the board only where the command is for one.</summary>
    public void AddTo(Command command, bool withBoard = true)
    {
        Option[] options = [.. withBoard ? new Option[] { _board } : [], _clock, _maxDsp, _fps, _architecture];
        foreach (var option in options)
            command.Options.Add(option);
    }

    /// <summary>The board, or FS3001.</summary>
    public Result<BoardDescription> Board(ParseResult parsed) => BoardCatalogue.Find(parsed.GetValue(_board)!);

    /// <summary>The other options, or all that is wrong with them on one of <paramref name="boards"/>.</summary>
    public Result<PlanOptions> Read(ParseResult parsed, params IEnumerable<BoardDescription> boards)
    {
        var (clock, dsp, fps) = (parsed.GetValue(_clock), parsed.GetValue(_maxDsp), parsed.GetValue(_fps));
        var errors = new List<Diagnostic>();
        if (clock is { } mega && !(mega >= SlowestMega))
            errors.Add(UsageErrors.Of($"--clock {mega} is no clock.", "give megahertz, 1 or more: --clock 150"));
        foreach (var board in boards)
        {
            if (clock * Mega > DeviceFamilies.Of(board).MaxClockHz)
                errors.Add(UsageErrors.Of($"--clock {clock} is above {DeviceFamilies.Of(board).MaxClockHz / Mega:0.#} MHz, where block RAM and multipliers of {board.Part} end.", "give a slower clock."));
        }

        if (dsp < 0)
            errors.Add(UsageErrors.Of($"--max-dsp {dsp} is no number of blocks.", "give 0 or more."));
        if (fps is { } rate && !(rate > 0 && double.IsFinite(rate)))
            errors.Add(UsageErrors.Of($"--fps {rate} is no frame rate.", "give frames per second: --fps 30"));
        return errors.Count > 0 ? Result<PlanOptions>.Fail(errors) : new PlanOptions(dsp, clock is { } c ? (long)(c * Mega) : null, fps, parsed.GetValue(_architecture));
    }
}
