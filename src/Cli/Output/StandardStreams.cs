namespace FpgaSeg.Cli.Output;

/// <summary>Standard output and error that lead to files: their disk may be full, which is no bug of the program.</summary>
internal static class StandardStreams
{
    /// <summary>From here on a loss on standard output is <see cref="OutputLost"/>; what standard error does not take is dropped, as there is nowhere to say so.</summary>
    public static void Guard()
    {
        if (Console.IsOutputRedirected)
            Console.SetOut(Writer(Console.OpenStandardOutput(), error => throw new OutputLost(error.Message)));
        if (Console.IsErrorRedirected)
            Console.SetError(Writer(Console.OpenStandardError(), _ => { }));
    }

    private static StreamWriter Writer(Stream stream, Action<IOException> lost) => new(new Guarded(stream, lost), Console.OutputEncoding) { AutoFlush = true };

    private sealed class Guarded(Stream stream, Action<IOException> lost) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                stream.Write(buffer);
            }
            catch (IOException error)
            {
                lost(error);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
