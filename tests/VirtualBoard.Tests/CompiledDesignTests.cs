using FpgaSeg.Core.Tensors;
using FpgaSeg.VirtualBoard.Compiled;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.VirtualBoard.Tests;

/// <summary>A real compiler and a real program.</summary>
public sealed class CompiledDesignTests : IDisposable
{
    private readonly FakeDesign _design = new();

    public void Dispose() => _design.Dispose();

    [SkippableFact]
    public async Task Masks_come_from_the_compiled_program()
    {
        await using var compiled = await BuildAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal(FakeDesign.MaskOf(FakeDesign.RandomImage(i)), (await compiled.ComputeAsync(FakeDesign.RandomImage(i), default)).Value);
    }

    [SkippableFact]
    public async Task A_program_that_dies_is_FS4513_with_its_last_words_and_runs_again()
    {
        await using var compiled = await BuildAsync();
        var bad = FakeDesign.RandomImage(1);
        bad[0] = 255;
        var error = Assert.Single((await compiled.ComputeAsync(bad, default)).Errors);
        Assert.Equal("FS4513", error.Code);
        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Equal("the first byte is 255", error.Why);
        Assert.True((await compiled.ComputeAsync(FakeDesign.RandomImage(2), default)).IsOk);
    }

    [SkippableFact]
    public async Task Code_that_does_not_compile_is_FS4512_with_the_compilers_words()
    {
        RequireTools();
        _design.Write("src/csim.cpp", "int main() { return nonsense; }\n");
        _design.Seal();
        var error = Assert.Single((await CompiledDesign.BuildAsync(DesignFolder.Load(_design.Folder).Value)).Errors);
        Assert.Equal("FS4512", error.Code);
        Assert.Contains("'nonsense' was not declared", error.Why!.Replace('‘', '\'').Replace('’', '\''), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_traced_program_writes_every_tensor_of_every_image()
    {
        RequireTools();
        var path = Path.Combine(_design.Folder, "trace.bin");
        await using (var traced = (await CompiledDesign.BuildTracedAsync(DesignFolder.Load(_design.Folder).Value, path)).Value)
        {
            Assert.Equal(FakeDesign.MaskOf(FakeDesign.RandomImage(0)), (await traced.ComputeAsync(FakeDesign.RandomImage(0), default)).Value);
            Assert.True((await traced.ComputeAsync(FakeDesign.RandomImage(1), default)).IsOk);
        }

        var tensors = TraceFile.Read(path).Value;
        Assert.Equal([3, 3], tensors.Select(t => t.Node));
        for (var image = 0; image < 2; image++)
        {
            var values = tensors[image].Values;
            Assert.Equal(new FeatureShape(2, FakeDesign.Height, FakeDesign.Width), values.Shape);
            var pixels = FakeDesign.RandomImage(image);
            for (var i = 0; i < values.Shape.Pixels; i++)
            {
                var (y, x) = Math.DivRem(i, FakeDesign.Width);
                Assert.Equal((pixels[3 * i], -i), (values[0, y, x], values[1, y, x]));
            }
        }
    }

    [Fact]
    public void A_trace_that_ends_early_or_is_none_is_FS4514()
    {
        var path = Path.Combine(_design.Folder, "trace.bin");
        byte[] header = [.. "FSTR"u8, .. new[] { 1, 1, 2, 2 }.SelectMany(BitConverter.GetBytes)];
        foreach (var bytes in new byte[][] { [1, 2, 3], [.. header], [.. header, .. new byte[15]], [.. header, .. new byte[16], 0], [.. "FSTX"u8, .. header[4..], .. new byte[16]] })
        {
            File.WriteAllBytes(path, bytes);
            Assert.Equal("FS4514", Assert.Single(TraceFile.Read(path).Errors).Code);
        }

        File.WriteAllBytes(path, [.. header, .. new byte[16]]);
        Assert.Single(TraceFile.Read(path).Value);
        Assert.Equal("FS4514", Assert.Single(TraceFile.Read(path + ".missing").Errors).Code);
    }

    private static void RequireTools() =>
        Skip.IfNot(File.Exists("/usr/bin/make") && File.Exists("/usr/bin/g++"), "needs make and g++");

    private async Task<CompiledDesign> BuildAsync()
    {
        RequireTools();
        return (await CompiledDesign.BuildAsync(DesignFolder.Load(_design.Folder).Value)).Value;
    }
}
