using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>Turns views into tensors: checks that a view stays inside its storage's record, and reads it row by row, whatever its strides.</summary>
internal sealed class TorchTensors(TorchArchive archive, string at)
{
    /// <summary>The tensor of that name.</summary>
    /// <exception cref="CheckpointRefusal">FS1408: the view is impossible.</exception>
    public CheckpointTensor Of(string name, TorchView view)
    {
        var shown = PickleStack.Shown(name);
        if (view.Dims.Length != view.Strides.Length || CheckpointTensor.CountOf(view.Dims) is not { } count)
            throw Refuse(shown, $"the dimensions {CheckpointTensor.ShapeText(view.Dims)} are impossible");
        if (count > 0 && (view.Offset < 0 || view.Strides.Any(s => s < 0) || Last(view) >= view.Storage.Count))
            throw Refuse(shown, $"a view of {CheckpointTensor.ShapeText(view.Dims)} at element {view.Offset} leaves its storage of {view.Storage.Count} elements");
        return new CheckpointTensor(name, view.Dims, view.Storage.Type, () => Read(shown, view, (int)count));
    }

    private static Int128 Last(TorchView view)
    {
        Int128 last = view.Offset;
        for (var i = 0; i < view.Dims.Length; i++)
            last += (Int128)(view.Dims[i] - 1) * view.Strides[i];
        return last;
    }

    private Result<float[]> Read(string name, TorchView view, int count)
    {
        var storage = view.Storage;
        try
        {
            if (archive.Find($"data/{storage.Key}") is not { } record)
                return TorchErrors.Tensor(at, name, $"the record data/{PickleStack.Shown(storage.Key)} is missing");
            if (record.Length != (Int128)storage.Count * storage.Type.Size)
                return TorchErrors.Tensor(at, name, $"its storage of {storage.Count} {storage.Type} elements has {record.Length} bytes");
            return Gather(record.Span, view, count);
        }
        catch (InvalidDataException e)
        {
            return TorchErrors.Tensor(at, name, e.Message);
        }
    }

    /// <summary>The elements in row-major order; an odometer over the dimensions follows the strides.</summary>
    private static float[] Gather(ReadOnlySpan<byte> record, TorchView view, int count)
    {
        var (type, rank) = (view.Storage.Type, view.Dims.Length);
        var data = new float[count];
        var index = new long[rank];
        var element = view.Offset;
        for (var i = 0; i < count; i++)
        {
            data[i] = type.Read!(record.Slice((int)(element * type.Size), type.Size));
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                element += view.Strides[axis];
                if (++index[axis] < view.Dims[axis])
                    break;
                element -= view.Strides[axis] * view.Dims[axis];
                index[axis] = 0;
            }
        }

        return data;
    }

    private CheckpointRefusal Refuse(string name, string problem) => new(TorchErrors.Tensor(at, name, problem));
}
