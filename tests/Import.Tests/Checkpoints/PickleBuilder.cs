using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Writes pickle streams opcode by opcode, good ones and bad ones (Python's pickletools is the reference of the opcodes).</summary>
internal sealed class PickleBuilder
{
    private readonly List<byte> _bytes = [0x80, 2];

    public static PickleBuilder Start() => new();

    public byte[] Stop() => [.. _bytes, (byte)'.'];

    public PickleBuilder Op(PickleOpcode opcode, params byte[] operand)
    {
        _bytes.Add((byte)opcode);
        _bytes.AddRange(operand);
        return this;
    }

    public PickleBuilder Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBuilder Text(string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, encoded.Length);
        return Op(PickleOpcode.BinUnicode, [.. length, .. encoded]);
    }

    public PickleBuilder Integer(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Op(PickleOpcode.Long1, [8, .. bytes]);
    }

    public PickleBuilder Tuple(params long[] values)
    {
        Op(PickleOpcode.Mark);
        foreach (var value in values)
            Integer(value);
        return Op(PickleOpcode.Tuple);
    }

    public PickleBuilder Global(string module, string name) => Op(PickleOpcode.Global, Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    /// <summary>A tensor as torch.save writes it.</summary>
    public PickleBuilder Tensor(string storage, string key, long elements, long offset, long[] dims, long[] strides)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.Mark).Op(PickleOpcode.Mark).Text("storage").Global("torch", storage);
        Text(key).Text("cpu").Integer(elements).Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId);
        Integer(offset).Tuple(dims).Tuple(strides).Op(PickleOpcode.NewFalse).Global("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple);
        return Op(PickleOpcode.Reduce).Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce);
    }

    /// <summary>A float tensor 'w' in a dictionary: the smallest state dict.</summary>
    public static byte[] StateDict(long elements, long offset, long[] dims, long[] strides, string storage = "FloatStorage", string key = "0") =>
        Start().Op(PickleOpcode.EmptyDict).Text("w").Tensor(storage, key, elements, offset, dims, strides).Op(PickleOpcode.SetItem).Stop();
}
