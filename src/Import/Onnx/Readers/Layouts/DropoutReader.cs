namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Dropout, which does nothing at inference.</summary>
internal sealed class DropoutReader : IOnnxOperatorReader
{
    public string OpType => "Dropout";

    public IReadOnlyCollection<string> Attributes => ["ratio", "seed"];

    /// <summary>From operator set 12 on, a third operand says whether the node drops anything.</summary>
    public void Read(NodeReading reading)
    {
        if (reading.Has(2))
            CheckInference(reading);
        reading.Define(reading.TensorOrHead(0));
    }

    private static void CheckInference(NodeReading reading)
    {
        if (reading.ConstantOf(2) is not { DataType: TensorTypes.Boolean } training)
            reading.Refuse(NodeErrors.Operand(
                reading.Node, "its training mode is computed", "dropout is for training only.", "call model.eval() before the export."));
        else if (training.RawData.Any(b => b != 0) || training.Int32Data.Any(b => b != 0))
            reading.Refuse(NodeErrors.Training(reading.Node));
    }
}
