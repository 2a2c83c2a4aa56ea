namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Every ONNX operator that is read.</summary>
internal static class OperatorCatalogue
{
    private static readonly SortedDictionary<string, IOnnxOperatorReader> Readers = Index(
        new AddReader(),
        new BatchNormalizationReader(),
        new ConstantReader(),
        new ConvReader(),
        new DropoutReader(),
        new HardSigmoidReader(),
        new HardSwishReader(),
        new IdentityReader(),
        new MaxPoolReader(),
        new MulReader(),
        new ReluReader(),
        new ResizeReader(),
        new SigmoidReader(),
        new UpsampleReader());

    /// <summary>Names of all operators, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>The reader of an operator, or null where it is not supported.</summary>
    public static IOnnxOperatorReader? Find(string opType) => Readers.GetValueOrDefault(opType);

    private static SortedDictionary<string, IOnnxOperatorReader> Index(params IOnnxOperatorReader[] readers)
    {
        var index = new SortedDictionary<string, IOnnxOperatorReader>(StringComparer.Ordinal);
        foreach (var reader in readers)
            index.Add(reader.OpType, reader);
        return index;
    }
}
