using System.Text;
using FpgaSeg.Boards;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.Toolchain.Programming;

namespace FpgaSeg.Toolchain.Tests;

/// <summary>program over a stand-in of openFPGALoader, and the names of the boards over the real one.</summary>
public sealed class ProgrammerTests
{
    private static readonly BoardDescription _arty = BoardCatalogue.Find("arty-a7-35t").Value;

    [Theory]
    [InlineData(null, "-b arty_a7_35t")]
    [InlineData("digilent_hs2", "-b arty_a7_35t -c digilent_hs2")]
    public async Task The_loader_gets_the_board_the_cable_and_the_bitstream(string? cable, string expected)
    {
        using var folder = new TemporaryFolder();
        var heard = new List<string>();
        var loaded = await BoardProgrammer.LoadAsync(Fake(folder, "echo \"got $*\""), _arty, folder["x.bit"], cable, folder["log"], heard.Add, default);
        Assert.True(loaded.IsOk);
        Assert.Equal([$"got {expected} {folder["x.bit"]}"], heard);
        Assert.Equal(heard, await File.ReadAllLinesAsync(folder["log"]));
    }

    /// <summary>What openFPGALoader 0.10 prints where no board is plugged in.</summary>
    [Theory]
    [InlineData("echo 'unable to open ftdi device: -3 (device not found)'; echo 'JTAG init failed with: unable to open ftdi device' >&2; exit 1", "FS4601")]
    [InlineData("echo 'Error: IDCODE 0x362d093 is no xc7a100t'; exit 1", "FS4602")]
    public async Task A_loader_that_fails_is_explained(string script, string code)
    {
        using var folder = new TemporaryFolder();
        var loaded = await BoardProgrammer.LoadAsync(Fake(folder, script), _arty, folder["x.bit"], null, folder["log"], _ => { }, default);
        Assert.Equal(code, Assert.Single(loaded.Errors).Code);
    }

    [Fact]
    public async Task A_missing_loader_and_a_missing_bitstream_are_said()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(BoardProgrammer.Find(folder.Path));
        var loaded = await BoardProgrammer.LoadAsync(null, _arty, "x", null, folder["log"], _ => { }, default);
        Assert.Equal("FS3611", Assert.Single(loaded.Errors).Code);
        Assert.Equal("FS3612", Assert.Single(BoardProgrammer.Bitstream(folder.Path, null).Errors).Code);
        await File.WriteAllTextAsync(folder["fpga.bit"], "");
        Assert.Equal("FS3612", Assert.Single(BoardProgrammer.Bitstream(folder.Path, null).Errors).Code);
        await File.WriteAllTextAsync(folder["fpga.bit"], "bits");
        Assert.Equal(folder["fpga.bit"], BoardProgrammer.Bitstream(folder.Path, null).Value);
    }

    [SkippableFact]
    public void The_real_loader_knows_every_board()
    {
        Skip.IfNot(Tool.Exists("openFPGALoader"), "openFPGALoader is not installed.");
        var (_, output, _) = Tool.Run("openFPGALoader", ["--list-boards"], Path.GetTempPath());
        var known = Encoding.UTF8.GetString(output).Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()).ToHashSet(StringComparer.Ordinal);
        Assert.All(BoardCatalogue.Names, n => Assert.Contains(BoardCatalogue.Find(n).Value.Programming.OpenFpgaLoader, known));
    }

    private static string Fake(TemporaryFolder folder, string script)
    {
        Script.Write(folder["openFPGALoader"], script);
        Assert.Equal(folder["openFPGALoader"], BoardProgrammer.Find($"/none{Path.PathSeparator}{folder.Path}"));
        return folder["openFPGALoader"];
    }
}
