using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Fit;

/// <summary>
/// What is not the network's: the link with its receive buffer, a share of tables and flip-flops that placement needs, and a memory
/// controller where a skip goes to external memory. docs/planning.md gives the sources.
/// </summary>
internal static class Reserved
{
    /// <summary>Share of the tables that a design may take: fuller ones route badly, and the estimate is uncertain.</summary>
    public const double UsableShareOfTables = 0.80;

    // UART or FIFO bridge, frames, CRC-32, credits: budget of hw/rtl, "a few hundred LUTs", taken twice.
    private const int LinkLuts = 600;
    private const int LinkFlipFlops = 800;

    // Transmit side: one payload and the mask's bits on their way out.
    private const int LinkBlocks = 1;

    /// <summary>What of one resource is set aside on a board.</summary>
    public static double Of(Resource resource, BoardDescription board, bool usesExternalMemory)
    {
        var (luts, flipFlops, blocks) = usesExternalMemory ? Controller(board.ExternalMemory?.Path) : default;
        return resource switch
        {
            Resource.Lut => LinkLuts + luts,
            Resource.FlipFlop => LinkFlipFlops + flipFlops,
            Resource.BlockRam => LinkBlocks + ReceiveBlocks(board) + blocks,
            _ => 0,
        };
    }

    private static int ReceiveBlocks(BoardDescription board)
    {
        // Bytes in blocks as wide as they are: parity bits hold none of them.
        var bytes = DeviceFamilies.Of(board).BlockRam.Bits / 9;
        return (board.Link.ReceiveBuffer + bytes - 1) / bytes;
    }

    private static (int Luts, int FlipFlops, int Blocks) Controller(string? path) => path switch
    {
        "mig" => (4200, 3800, 0),
        "ps-hp" => (800, 1200, 0),
        "gowin-ddr3" => (3000, 2500, 2),
        "sdram-controller" => (500, 400, 0),
        "sram-controller" => (150, 150, 0),
        _ => default,
    };
}
