namespace FpgaSeg.Toolchain.Running;

/// <summary>Takes lines from both outputs of a tool into one file. A disk that refuses does not stop the reading, or the tool would hang.</summary>
internal sealed class LogWriter(string path, Action<string> listener) : IDisposable
{
    private readonly StreamWriter _file = new(path);
    private readonly Queue<string> _last = new();
    private readonly Lock _turn = new();

    /// <summary>Why lines are missing from the file, or null.</summary>
    public string? Failure { get; private set; }

    public async Task TakeAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            lock (_turn)
                Take(line);
        }
    }

    /// <summary>The errors that the tool named, or else its last lines.</summary>
    public string Tail(int lines)
    {
        var errors = _last.Where(l => l.StartsWith("ERROR", StringComparison.OrdinalIgnoreCase)).ToList();
        return string.Join('\n', (errors.Count > 0 ? errors : [.. _last]).TakeLast(lines));
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is reported already.
        }
    }

    private void Take(string line)
    {
        _last.Enqueue(line);
        if (_last.Count > 200)
            _last.Dequeue();
        listener(line);
        try
        {
            _file.WriteLine(line);
            _file.Flush();
        }
        catch (IOException e)
        {
            Failure = e.Message;
        }
    }
}
