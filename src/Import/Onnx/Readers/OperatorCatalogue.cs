namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Every ONNX operator that is read.</summary>
internal static class OperatorCatalogue
{
    private static readonly SortedDictionary<string, IOnnxOperatorReader> Readers = Index(
    [
        new ArgMaxReader(),
        .. new[] { "Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Sum" }.Select(name => new ArithmeticReader(name)),
        new AveragePoolReader(),
        new BatchNormalizationReader(),
        new BlockReader("DepthToSpace"),
        new BlockReader("SpaceToDepth"),
        new CastLikeReader(),
        new CastReader(),
        new ClipReader(),
        new ConcatReader(),
        new ConstantReader(),
        new ConvReader(),
        new ConvTransposeReader(),
        new DropoutReader(),
        new ExpandReader(),
        new FlattenReader(),
        .. FunctionTable.Readers,
        new GatherReader(),
        new GemmReader(),
        new GlobalPoolReader("GlobalAveragePool"),
        new GlobalPoolReader("GlobalMaxPool"),
        new GreaterReader("Greater"),
        new GreaterReader("GreaterOrEqual"),
        new IdentityReader(),
        new MatMulReader(),
        new MaxPoolReader(),
        new NegReader(),
        new PadReader(),
        new PReluReader(),
        new ReduceReader("ReduceMax", Reduction.Largest, lastWithAttribute: 17),
        new ReduceReader("ReduceMean", Reduction.Mean, lastWithAttribute: 17),
        new ReduceReader("ReduceSum", Reduction.Sum, lastWithAttribute: 12),
        new ReshapeReader(),
        new ResizeReader(),
        new ShapeReader(),
        new SizeReader(),
        new SliceReader(),
        new SoftmaxReader("LogSoftmax"),
        new SoftmaxReader("Softmax"),
        new SplitReader(),
        new SqueezeReader(),
        new TransposeReader(),
        new UnsqueezeReader(),
        new UpsampleReader(),
    ]);

    /// <summary>Names of all operators, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>Every reader.</summary>
    public static IReadOnlyCollection<IOnnxOperatorReader> All => Readers.Values;

    /// <summary>The reader of an operator, or null where it is not supported.</summary>
    public static IOnnxOperatorReader? Find(string opType) => Readers.GetValueOrDefault(opType);

    private static SortedDictionary<string, IOnnxOperatorReader> Index(IEnumerable<IOnnxOperatorReader> readers)
    {
        var index = new SortedDictionary<string, IOnnxOperatorReader>(StringComparer.Ordinal);
        foreach (var reader in readers)
            index.Add(reader.OpType, reader);
        return index;
    }
}
