namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>
/// Reads the nodes of one ONNX operator. To add an operator: a class beside this one and a line in <see cref="OperatorCatalogue"/>.
/// </summary>
internal interface IOnnxOperatorReader
{
    /// <summary>ONNX's name of the operator.</summary>
    string OpType { get; }

    /// <summary>Attributes that the reader understands; a node with any other is refused.</summary>
    IReadOnlyCollection<string> Attributes { get; }

    /// <summary>How many of the operator's values are computed; a node is refused if one after them is read.</summary>
    int Outputs => 1;

    /// <summary>Reads one node: defines its values, or refuses with every reason it finds.</summary>
    void Read(NodeReading reading);
}
