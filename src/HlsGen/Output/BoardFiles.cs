using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol.Design;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace FpgaSeg.HlsGen.Output;

/// <summary>The rest of a board around the network: the link, the board's top level and the parameters of both, so that the folder makes a whole board.</summary>
internal static class BoardFiles
{
    /// <summary>Path of the parameters. They hold the design id and are therefore, like design.json, no part of what it is made from.</summary>
    public const string Parameters = "rtl/fpgaseg_design_pkg.sv";

    // A clock further from the plan than this would put the UART's bits at risk, on top of the tolerance of the adapter's own clock.
    private const double Tolerance = 0.005;
    private const int LeastClocksPerBit = 8;
    private static readonly ImmutableArray<int> _rates = [12_000_000, 6_000_000, 3_000_000, 2_000_000, 1_000_000, 921_600, 460_800, 230_400, 115_200];

    /// <summary>The RTL that does not depend on the network.</summary>
    public static IEnumerable<(string Path, ImmutableArray<byte> Bytes)> Of(DesignTarget target) =>
    [
        .. EmbeddedFiles.Link.Where(f => !f.Path.StartsWith("rtl/fs_clock_", StringComparison.Ordinal) || f.Path == $"rtl/fs_clock_{target.Board.Family}.sv"),
        ("rtl/fpga.sv", [.. Encoding.UTF8.GetBytes(BoardCatalogue.TopLevel(target.Board))]),
    ];

    /// <summary>How the board makes the design's clock.</summary>
    /// <returns>The factors, or FS3011 where no factors come near it.</returns>
    public static Result<ClockFactors> Clock(DesignTarget target)
    {
        var generator = DeviceFamilies.Of(target.Board).Clocks;
        var factors = generator.Nearest(target.Board.Oscillator.Hz, target.ClockHz);
        return factors is not null && Math.Abs(factors.Hz - target.ClockHz) <= Tolerance * target.ClockHz
            ? factors
            : new Diagnostic(
                "FS3011",
                string.Create(CultureInfo.InvariantCulture, $"The board cannot make a clock of {target.ClockHz / 1e6:0.###} MHz."),
                $"board {target.Board.Name}",
                string.Create(CultureInfo.InvariantCulture, $"its oscillator has {target.Board.Oscillator.Hz / 1e6:0.###} MHz, and the nearest that its {generator.Primitive} makes of it is {(factors?.Hz ?? 0) / 1e6:0.###} MHz."),
                "name that one with --clock.");
    }

    /// <summary>Baud of the serial line: the adapter's fastest that leaves the receiver eight clocks per bit.</summary>
    public static int Baud(BoardDescription board, long clockHz)
    {
        var fastest = (int)Math.Min(board.Link.Uart?.MaxBaud ?? _rates[0], clockHz / LeastClocksPerBit);
        return fastest == board.Link.Uart?.MaxBaud ? fastest : _rates.First(r => r <= fastest || r == _rates[^1]);
    }

    /// <summary>The variables of the parameters' template.</summary>
    public static Model ModelOf(DesignManifest manifest, BoardDescription board, ClockFactors clock) => new()
    {
        ["banner"] = DesignModel.Banner,
        ["design_id"] = manifest.DesignId,
        ["model_id"] = manifest.ModelId,
        ["line"] = board.Link.Uart is null ? 1L : 0L,
        ["baud"] = (long)Baud(board, manifest.ClockHz),
        ["clock_hz"] = manifest.ClockHz,
        ["image_width"] = (long)manifest.Image.Width,
        ["image_height"] = (long)manifest.Image.Height,
        ["image_channels"] = (long)manifest.Image.Channels,
        ["image_passes"] = (long)manifest.Image.Passes,
        ["mask_width"] = (long)manifest.Mask.Width,
        ["mask_height"] = (long)manifest.Mask.Height,
        ["max_payload"] = (long)manifest.Link.MaxPayload,
        ["receive_buffer"] = (long)manifest.Link.ReceiveBuffer,
        ["oscillator_hz"] = board.Oscillator.Hz,
        ["oscillator_mhz"] = (board.Oscillator.Hz / 1e6).ToString("0.######", CultureInfo.InvariantCulture),
        ["made_mhz"] = (clock.Hz / 1e6).ToString("0.######", CultureInfo.InvariantCulture),
        ["input_divide"] = (long)clock.InputDivide,
        ["multiply_eighths"] = (long)clock.MultiplyEighths,
        ["output_divide_eighths"] = (long)clock.OutputDivideEighths,
        ["latency_cycles"] = manifest.Prediction.LatencyCycles,
    };
}
