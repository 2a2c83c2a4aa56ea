using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>
/// Reads a pickle stream as data. It knows the opcodes of <see cref="PickleOpcode"/> and the names of <see cref="PickleGlobals"/>;
/// anything else ends it. Each step makes at most one small object, and steps are counted, so that time and memory are bounded by the
/// stream's length.
/// </summary>
internal sealed class PickleMachine
{
    private const int LastProtocol = 5;

    private readonly PickleReader _reader;
    private readonly string _at;
    private readonly PickleStack _stack;
    private readonly Dictionary<long, object?> _memo = [];
    private int _steps;

    private PickleMachine(ReadOnlyMemory<byte> stream, string at)
    {
        _reader = new PickleReader(stream, at);
        _at = at;
        _stack = new PickleStack(_reader);
    }

    /// <summary>The value that the stream holds.</summary>
    /// <exception cref="CheckpointRefusal">FS1405: damaged; FS1406: it names something else than tensors; FS1407: too large.</exception>
    public static object? Read(ReadOnlyMemory<byte> stream, string at)
    {
        if (stream.Length > CheckpointLimits.Header)
            throw new CheckpointRefusal(TorchErrors.TooLong(at, $"{stream.Length} bytes, more than {CheckpointLimits.Header}"));
        return new PickleMachine(stream, at).Run();
    }

    private object? Run()
    {
        while (true)
        {
            if (++_steps > CheckpointLimits.Steps)
                throw new CheckpointRefusal(TorchErrors.TooLong(_at, $"it takes more than {CheckpointLimits.Steps} steps to read"));
            var code = _reader.Byte();
            var opcode = (PickleOpcode)code;
            if (opcode == PickleOpcode.Stop)
                return _stack.Pop();
            if (!Literal(opcode) && !Container(opcode) && !Stack(opcode) && !Object(opcode))
                throw _reader.Damaged($"the opcode 0x{code:x2} is none that tensors and dictionaries need");
        }
    }

    private bool Literal(PickleOpcode opcode)
    {
        object? value;
        switch (opcode)
        {
            case PickleOpcode.None: value = null; break;
            case PickleOpcode.NewTrue: value = true; break;
            case PickleOpcode.NewFalse: value = false; break;
            case PickleOpcode.BinInt: value = (long)_reader.Int32(); break;
            case PickleOpcode.BinInt1: value = (long)_reader.Byte(); break;
            case PickleOpcode.BinInt2: value = (long)_reader.UInt16(); break;
            case PickleOpcode.Long1: value = _reader.Integer(_reader.Length(1)); break;
            case PickleOpcode.Long4: value = _reader.Integer(_reader.Length(4)); break;
            case PickleOpcode.BinFloat: value = _reader.Double(); break;
            case PickleOpcode.ShortBinString or PickleOpcode.ShortBinUnicode: value = _reader.Text(_reader.Length(1)); break;
            case PickleOpcode.BinString or PickleOpcode.BinUnicode: value = _reader.Text(_reader.Length(4)); break;
            case PickleOpcode.BinUnicode8: value = _reader.Text(_reader.Length(8)); break;
            case PickleOpcode.ShortBinBytes: value = _reader.Bytes(_reader.Length(1)); break;
            case PickleOpcode.BinBytes: value = _reader.Bytes(_reader.Length(4)); break;
            case PickleOpcode.BinBytes8: value = _reader.Bytes(_reader.Length(8)); break;
            default: return false;
        }

        _stack.Push(value);
        return true;
    }

    private bool Container(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyDict: _stack.Push(new PickleDictionary()); break;
            case PickleOpcode.EmptyList: _stack.Push(new List<object?>()); break;
            case PickleOpcode.EmptyTuple: _stack.Push(new PickleTuple([])); break;
            case PickleOpcode.Tuple: _stack.Push(new PickleTuple(_stack.PopToMark())); break;
            case PickleOpcode.Tuple1: _stack.Push(new PickleTuple(_stack.Pop(1))); break;
            case PickleOpcode.Tuple2: _stack.Push(new PickleTuple(_stack.Pop(2))); break;
            case PickleOpcode.Tuple3: _stack.Push(new PickleTuple(_stack.Pop(3))); break;
            case PickleOpcode.Append: Append(_stack.Pop(1)); break;
            case PickleOpcode.Appends: Append(_stack.PopToMark()); break;
            case PickleOpcode.SetItem: SetItems(_stack.Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(_stack.PopToMark()); break;
            default: return false;
        }

        return true;
    }

    private bool Stack(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto: CheckProtocol(_reader.Byte()); break;
            case PickleOpcode.Frame: _ = _reader.Length(8); break;
            case PickleOpcode.Mark: _stack.Push(PickleMark.Instance); break;
            case PickleOpcode.Pop: _stack.Drop(); break;
            case PickleOpcode.PopMark: _ = _stack.PopToMark(); break;
            case PickleOpcode.Dup: _stack.Push(_stack.Peek()); break;
            case PickleOpcode.BinPut: _memo[_reader.Length(1)] = _stack.Peek(); break;
            case PickleOpcode.LongBinPut: _memo[_reader.Length(4)] = _stack.Peek(); break;
            case PickleOpcode.Memoize: _memo[_memo.Count] = _stack.Peek(); break;
            case PickleOpcode.BinGet: _stack.Push(Remembered(_reader.Length(1))); break;
            case PickleOpcode.LongBinGet: _stack.Push(Remembered(_reader.Length(4))); break;
            default: return false;
        }

        return true;
    }

    private bool Object(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global: _stack.Push(Global(_reader.Line(), _reader.Line())); break;
            case PickleOpcode.Inst: throw _reader.Damaged($"an instance of '{Global(_reader.Line(), _reader.Line()).Name}'");
            case PickleOpcode.StackGlobal:
                var names = _stack.Pop(2);
                _stack.Push(Global(names[0] as string ?? "", names[1] as string ?? ""));
                break;
            case PickleOpcode.Reduce: Reduce(_stack.Pop(2)); break;
            case PickleOpcode.Build: Build(_stack.Pop(1)[0]); break;
            case PickleOpcode.BinPersId:
                _stack.Push(PickleGlobals.StorageOf(_stack.Pop()) ?? throw _reader.Damaged("a persistent id names no storage"));
                break;
            default: return false;
        }

        return true;
    }

    private PickleGlobal Global(string module, string name)
    {
        var full = $"{module}.{name}";
        return PickleGlobals.Allows(full)
            ? new PickleGlobal(full)
            : throw new CheckpointRefusal(TorchErrors.Code(_at, _reader.Position, PickleStack.Shown(full)));
    }

    private void Reduce(object?[] call)
    {
        if (call is not [PickleGlobal { Name: var name }, PickleTuple arguments] || PickleGlobals.ConstructorOf(name) is not { } constructor)
            throw _reader.Damaged("a call of something that is no constructor");
        _stack.Push(constructor(arguments.Items) ?? throw _reader.Damaged($"'{name}' with arguments that torch.save does not write"));
    }

    /// <summary>A state dict carries version numbers of its modules (_metadata), which say nothing about its tensors.</summary>
    private void Build(object? state)
    {
        if (_stack.Peek() is not PickleDictionary || state is not PickleDictionary)
            throw _reader.Damaged("a state for something that is no dictionary");
    }

    private void Append(object?[] items)
    {
        if (_stack.Peek() is not List<object?> list)
            throw _reader.Damaged("items for something that is no list");
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (_stack.Peek() is not PickleDictionary dictionary || items.Length % 2 != 0)
            throw _reader.Damaged("items for something that is no dictionary");
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not (string or long or bool or double))
                throw _reader.Damaged("a dictionary key that is neither text nor a number");
            dictionary.Items[items[i]!] = items[i + 1];
        }
    }

    private object? Remembered(long index) =>
        _memo.TryGetValue(index, out var value) ? value : throw _reader.Damaged($"the memo has no entry {index}");

    private void CheckProtocol(byte version)
    {
        if (version is < 2 or > LastProtocol)
            throw _reader.Damaged($"protocol {version}; 2 to {LastProtocol} are read");
    }
}
