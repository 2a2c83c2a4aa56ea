using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>Images of noise, and what fpgaseg simulate makes of them with the network of <see cref="SmallBoard"/>: the right masks, as files.</summary>
public sealed class SimulatedMasks : IDisposable
{
    public const int Count = 40;
    private readonly TemporaryFolder _folder = new();

    public SimulatedMasks()
    {
        SmallBoard.WriteImages(Images, Count);
        SaveRed(_folder["red.fsq"]);
        Fpgaseg.Succeed("simulate", _folder["red.fsq"], Images, "-o", _folder["masks"], "--no-overlays");
        Assert.Equal(Count, Directory.GetFiles(_folder["masks"], "*.png").Length);
        Assert.Equal(Count, SmallBoard.CheckMasks(_folder["masks"], MaskJournal.SimulateFile));
    }

    /// <summary>The folder of the images, 000.png and on.</summary>
    public string Images => _folder["images"];

    public void Dispose() => _folder.Dispose();

    /// <summary>Every file of the folder but the list of the finished ones is a mask, and the simulator's byte for byte; returns how many there are.</summary>
    public int Check(string folder)
    {
        var masks = Directory.GetFiles(folder).Where(f => Path.GetFileName(f) != MaskJournal.StreamFile).ToArray();
        Assert.All(masks, m => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["masks"], Path.GetFileName(m))), File.ReadAllBytes(m)));
        return masks.Length;
    }

    // The red channel is above 100.
    private static void SaveRed(string path)
    {
        var (image, one) = (new FeatureShape(3, SmallBoard.Height, SmallBoard.Width), new FeatureShape(1, SmallBoard.Height, SmallBoard.Width));
        var graph = new DataflowGraph<IntegerNode>([
            new IntegerNode("image", new IntegerInput(), [], image, NumberFormat.UInt8, 1.0 / 255, null),
            new IntegerNode("red", new IntegerChannelSelect([0]), [0], one, NumberFormat.UInt8, 1.0 / 255, null),
            new IntegerNode("mask", new IntegerThreshold(100), [1], one, NumberFormat.Bit, 1, null)]);
        Assert.True(ModelPackageFile.Save(new ModelPackage("test", "red.onnx", new string('a', 64), InputNormalization.UnitRange(3), graph), path).IsOk);
    }
}
