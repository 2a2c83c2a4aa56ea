using FpgaSeg.HostDriver.Session;
using FpgaSeg.VirtualBoard.Design;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.VirtualBoard.Tests;

/// <summary>The whole of it: a compiled design behind a terminal, images through the host driver.</summary>
public sealed class VirtualBoardHostTests : IDisposable
{
    private readonly FakeDesign _design = new();

    public void Dispose() => _design.Dispose();

    [SkippableFact]
    public async Task Images_become_masks_through_compiler_terminal_and_driver()
    {
        Skip.IfNot(File.Exists("/usr/bin/make") && File.Exists("/usr/bin/g++"), "needs make and g++");
        var link = Path.Combine(_design.Folder, "ttyBoard");
        var folder = DesignFolder.Load(_design.Folder).Value;
        await using (var board = (await VirtualBoardHost.StartAsync(folder, new VirtualBoardOptions { UartLink = link, Rate = LineRate.Unlimited })).Value)
        {
            Assert.Equal($"serial:{link}", board.DeviceUrl);
            await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, new SessionExpectations(folder.Manifest))).Value;
            for (var i = 0; i < 3; i++)
            {
                var result = await session.SendAsync("x", FakeDesign.RandomImage(i));
                Assert.Equal(FakeDesign.MaskOf(FakeDesign.RandomImage(i)), result.Mask);
                Assert.Equal(1000, result.Timings!.ComputeCycles);
            }

            var bad = FakeDesign.RandomImage(1);
            bad[0] = 255;
            Assert.Equal("FS4302", (await session.SendAsync("bad", bad)).Error!.Code);
            Assert.True((await session.SendAsync("good", FakeDesign.RandomImage(4))).IsOk);
        }

        Assert.False(Path.Exists(link));
    }

    [Fact]
    public void A_link_over_a_file_is_FS4521()
    {
        var path = Path.Combine(_design.Folder, "Makefile");
        Assert.Equal("FS4521", Assert.Single(PseudoTerminal.Create(path).Errors).Code);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task An_old_link_is_replaced()
    {
        var link = Path.Combine(_design.Folder, "tty");
        File.CreateSymbolicLink(link, "/dev/pts/nowhere");
        await using var terminal = PseudoTerminal.Create(link).Value;
        Assert.Equal(terminal.SlavePath, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_FS4522()
    {
        await using var first = TcpBoardListener.Create(0).Value;
        Assert.Equal("FS4522", Assert.Single(TcpBoardListener.Create(first.Port).Errors).Code);
    }
}
