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

    // What hw/rtl takes with the larger of its lines, rounded up (hw/README.md; Yosys 0.23): tables of six inputs, of four, flip-flops.
    private const int LinkLuts = 1100;
    private const int LinkSmallLuts = 2150;
    private const int LinkFlipFlops = 1050;

    // The mask on its way out, one bit per pixel of 256x256.
    private const int MaskBytes = 8192;

    /// <summary>What of one resource is set aside on a board.</summary>
    public static double Of(Resource resource, BoardDescription board, bool usesExternalMemory)
    {
        var (luts, flipFlops, blocks) = usesExternalMemory ? Controller(board.ExternalMemory?.Path) : default;
        return resource switch
        {
            Resource.Lut => (DeviceFamilies.Of(board).LutInputs >= 6 ? LinkLuts : LinkSmallLuts) + luts,
            Resource.FlipFlop => LinkFlipFlops + flipFlops,
            Resource.BlockRam => Blocks(board, MaskBytes) + Blocks(board, board.Link.ReceiveBuffer) + blocks,
            _ => 0,
        };
    }

    // Bytes in blocks as wide as they are: parity bits hold none of them.
    private static int Blocks(BoardDescription board, int bytes)
    {
        var perBlock = DeviceFamilies.Of(board).BlockRam.Bits / 9;
        return (bytes + perBlock - 1) / perBlock;
    }

    private static (int Luts, int FlipFlops, int Blocks) Controller(string? path) => path switch
    {
        "mig" => (4200, 3800, 0),
        "ps-hp" => (800, 1200, 0),
        "gowin-ddr3" => (2000, 3000, 8),
        "sdram-controller" => (500, 400, 0),
        "sram-controller" => (150, 150, 0),
        _ => default,
    };
}
