using System.IO.Compression;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Good files to damage: exports and checkpoints that PyTorch wrote, and a package.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>Small exports, every supported operator of the first importer among them, and functions of a model.</summary>
    public static readonly string[] Onnx =
    [
        "hardswish13", "bilinear_sizes", "conv_relu_bn", "depthwise", "grouped", "pools", "pytorch_modules_15", "sigmoid_last", "strides", "upsample9",
    ];

    /// <summary>The bytes of a file, unpacked if it is kept packed.</summary>
    public static byte[] Read(string name)
    {
        var path = Path.Combine(Folder, name);
        if (File.Exists(path))
            return File.ReadAllBytes(path);
        using var packed = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var content = new MemoryStream();
        packed.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>A model.fsq of seven nodes.</summary>
    public static byte[] Package()
    {
        var shape = new FeatureShape(2, 4, 4);
        var (int8, window) = (NumberFormat.Int8, WindowGeometry.Same(1));
        var conv = new IntegerConv2d(
            new ConvKernel<sbyte>(new KernelShape(2, 2, 1, 1), [3, -4, 5, -127]), 8, window, 1, [1, -2], new Requantizer([70, -80], [9, -9], 10));
        IntegerNode[] nodes =
        [
            new("image", new IntegerInput(), [], shape, NumberFormat.UInt8, 1.0 / 255, "image"),
            new("norm", new IntegerAffine(new Requantizer([100, -90], [5, -6], 8)), [0], shape, int8, 0.5, null),
            new("conv", conv, [1], shape, int8, 0.1, "conv"),
            new("sum", new IntegerAdd(70, -80, 7), [1, 2], shape, int8, 0.2, "sum"),
            new("pool", new IntegerMaxPool2d(new WindowGeometry(2, 2, 2, 2)), [3], new(2, 2, 2), int8, 0.2, null),
            new("table", new IntegerTable([.. Enumerable.Range(0, 256).Select(i => (i % 255) - 127)]), [4], new(2, 2, 2), int8, 0.3, null),
            new("logit", conv with { Kernel = new ConvKernel<sbyte>(new KernelShape(1, 2, 1, 1), [3, -4]), RectifierBias = [], Requantizer = new Requantizer([70], [9], 10) }, [5], new(1, 2, 2), int8, 0.3, null),
            new("mask", new IntegerThreshold(3), [6], new(1, 2, 2), new NumberFormat(1, IsSigned: false), 1, null),
        ];
        return ModelPackageFile.Write(new ModelPackage("fpgaseg test", "net.onnx", new string('a', 64), InputNormalization.UnitRange(2), new DataflowGraph<IntegerNode>(nodes)));
    }
}
